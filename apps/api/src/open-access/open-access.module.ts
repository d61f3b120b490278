import { Module } from '@nestjs/common';
import { OpenAccessController } from './open-access.controller';

@Module({
  controllers: [OpenAccessController],
})
export class OpenAccessModule {}
