import { Module } from '@nestjs/common';
import { SurveyWorker } from './survey.worker';
import { SurveysController } from './surveys.controller';

@Module({
  controllers: [SurveysController],
  providers: [SurveyWorker],
})
export class SurveysModule {}
