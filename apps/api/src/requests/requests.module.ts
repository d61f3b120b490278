import { Module } from '@nestjs/common';
import { ReplyTextsController } from './reply-texts.controller';
import { ReplyWorker } from './reply.worker';
import { RequestsController } from './requests.controller';

@Module({
  controllers: [RequestsController, ReplyTextsController],
  providers: [ReplyWorker],
})
export class RequestsModule {}
