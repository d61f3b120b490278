import { Module } from '@nestjs/common';
import { ContactDetailsController } from './contact-details.controller';
import { FactsController } from './facts.controller';
import { MergesController } from './merges.controller';
import { PatientsController } from './patients.controller';

@Module({
  controllers: [ContactDetailsController, FactsController, MergesController, PatientsController],
})
export class PatientsModule {}
