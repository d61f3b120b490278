import { Module } from '@nestjs/common';
import { TransitionController } from './transition.controller';

@Module({
  controllers: [TransitionController],
})
export class TransitionModule {}
