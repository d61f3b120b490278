import { Module } from '@nestjs/common';
import { FamilyController } from './family.controller';
import { OrganisationsController } from './organisations.controller';

@Module({
  controllers: [FamilyController, OrganisationsController],
})
export class FamilyModule {}
