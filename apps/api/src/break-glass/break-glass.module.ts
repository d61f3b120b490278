import { Module } from '@nestjs/common';
import { BreakGlassController } from './break-glass.controller';

@Module({
  controllers: [BreakGlassController],
})
export class BreakGlassModule {}
