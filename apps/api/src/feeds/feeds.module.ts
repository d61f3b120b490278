import { Module } from '@nestjs/common';
import { OdsImportsController } from './ods-imports.controller';

@Module({
  controllers: [OdsImportsController],
})
export class FeedsModule {}
