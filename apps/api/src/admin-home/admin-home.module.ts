import { Module } from '@nestjs/common';
import { AdminHomeController } from './admin-home.controller';

@Module({
  controllers: [AdminHomeController],
})
export class AdminHomeModule {}
