import { Module } from '@nestjs/common';
import { PatientListController } from './patient-list.controller';

@Module({
  controllers: [PatientListController],
})
export class PatientListModule {}
