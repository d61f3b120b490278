import { Module } from '@nestjs/common';
import { HomeTherapyController } from './home-therapy.controller';

@Module({
  controllers: [HomeTherapyController],
})
export class HomeTherapyModule {}
