import { Module } from '@nestjs/common';
import { ContactsController } from './contacts.controller';
import { HospitalsController } from './hospitals.controller';

@Module({
  controllers: [ContactsController, HospitalsController],
})
export class HospitalsModule {}
