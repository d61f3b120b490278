import { Module } from '@nestjs/common';
import { LetterBatchWorker } from './letter-batch.worker';
import { LettersController } from './letters.controller';

@Module({
  controllers: [LettersController],
  providers: [LetterBatchWorker],
})
export class LettersModule {}
