import { Module } from '@nestjs/common';
import { PatientImportsController } from './patient-imports.controller';

@Module({
  controllers: [PatientImportsController],
})
export class PatientImportsModule {}
