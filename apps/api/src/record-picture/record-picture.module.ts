import { Module } from '@nestjs/common';
import { RecordPictureController } from './record-picture.controller';

@Module({
  controllers: [RecordPictureController],
})
export class RecordPictureModule {}
