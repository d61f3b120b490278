import { Module } from '@nestjs/common';
import { AttendanceDraftsController } from './attendance-drafts.controller';
import { AttendancesController } from './attendances.controller';
import { CorrectionsController } from './corrections.controller';

@Module({
  controllers: [AttendanceDraftsController, AttendancesController, CorrectionsController],
})
export class AttendancesModule {}
