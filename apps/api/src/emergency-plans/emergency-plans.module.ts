import { Module } from '@nestjs/common';
import { EmergencyPlansController } from './emergency-plans.controller';

@Module({
  controllers: [EmergencyPlansController],
})
export class EmergencyPlansModule {}
