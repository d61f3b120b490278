import { Module } from '@nestjs/common';
import { LinkConsultantsController } from './link-consultants.controller';
import { MyPatientsController } from './my-patients.controller';
import { SharedCareLinksController } from './shared-care-links.controller';

@Module({
  controllers: [LinkConsultantsController, MyPatientsController, SharedCareLinksController],
})
export class LinkConsultantsModule {}
