import { Body, Controller, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import {
  ChangeParticipation,
  ChangeSurvey,
  MakeSurvey,
  MarkAnswer,
  SendSurvey,
  SurveyVersion,
  type MissingAddresses,
  type PatientSurveys,
  type Survey,
  type SurveyAudience,
  type SurveyFamilies,
  type SurveyList,
} from '@shared-care/contracts/surveys';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { idempotencyKey, PathId } from '../platform/validation';
import { changeParticipation, missingAddresses, patientSurveys } from './participation';
import { remindOfSurvey, retrySurvey, sendSurvey, stopSurvey, surveyAudience } from './send-survey';
import { markAnswer, surveyFamilies } from './survey-families';
import { surveyOf } from './survey-rows';
import { changeSurvey, closeSurvey, makeSurvey, surveyList } from './write-survey';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class SurveysController {
  constructor(private readonly database: Database) {}

  @Get('surveys')
  @Access('survey', 'read')
  list(@SignedIn() user: CurrentUser): Promise<SurveyList> {
    return this.database.runAs(user, (tx) => surveyList(tx));
  }

  @Post('surveys')
  @Access('survey', 'change')
  make(
    @SignedIn() user: CurrentUser,
    @Headers(IDEMPOTENCY_HEADER) key: string | undefined,
    @Body({ schema: MakeSurvey }) body: z.output<typeof MakeSurvey>,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => makeSurvey(tx, user, idempotencyKey(key), body));
  }

  @Get('surveys/:id')
  @Access('survey', 'read')
  survey(@SignedIn() user: CurrentUser, @id() surveyId: string): Promise<Survey> {
    return this.database.runAs(user, (tx) => surveyOf(tx, surveyId));
  }

  @Post('surveys/:id/change')
  @HttpCode(200)
  @Access('survey', 'change')
  change(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: ChangeSurvey }) body: z.output<typeof ChangeSurvey>,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => changeSurvey(tx, user, surveyId, body));
  }

  @Get('surveys/:id/audience')
  @Access('survey', 'read')
  audience(@SignedIn() user: CurrentUser, @id() surveyId: string): Promise<SurveyAudience> {
    return this.database.runAs(user, async (tx) => surveyAudience(tx, user, surveyId, await unitName(tx)));
  }

  @Post('surveys/:id/send')
  @HttpCode(200)
  @Access('survey', 'send')
  send(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: SendSurvey }) body: SendSurvey,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => sendSurvey(tx, user, surveyId, body));
  }

  @Get('surveys/:id/families')
  @Access('survey', 'read')
  families(@SignedIn() user: CurrentUser, @id() surveyId: string): Promise<SurveyFamilies> {
    return this.database.runAs(user, (tx) => surveyFamilies(tx, user, surveyId));
  }

  @Post('surveys/:id/answers')
  @HttpCode(200)
  @Access('survey', 'change')
  answer(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: MarkAnswer }) body: MarkAnswer,
  ): Promise<SurveyFamilies> {
    return this.database.runAs(user, async (tx) => {
      await markAnswer(tx, user, surveyId, body);
      return surveyFamilies(tx, user, surveyId);
    });
  }

  @Post('surveys/:id/remind')
  @HttpCode(200)
  @Access('survey', 'send')
  remind(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: SurveyVersion }) { version }: SurveyVersion,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => remindOfSurvey(tx, user, surveyId, version));
  }

  @Post('surveys/:id/stop')
  @HttpCode(200)
  @Access('survey', 'send')
  stop(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: SurveyVersion }) { version }: SurveyVersion,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => stopSurvey(tx, user, surveyId, version));
  }

  @Post('surveys/:id/retry')
  @HttpCode(200)
  @Access('survey', 'send')
  retry(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: SurveyVersion }) { version }: SurveyVersion,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => retrySurvey(tx, user, surveyId, version));
  }

  @Post('surveys/:id/close')
  @HttpCode(200)
  @Access('survey', 'change')
  close(
    @SignedIn() user: CurrentUser,
    @id() surveyId: string,
    @Body({ schema: SurveyVersion }) { version }: SurveyVersion,
  ): Promise<Survey> {
    return this.database.runAs(user, (tx) => closeSurvey(tx, user, surveyId, version));
  }

  @Get('missing-addresses')
  @Access('survey', 'read')
  missing(@SignedIn() user: CurrentUser): Promise<MissingAddresses> {
    return this.database.runAs(user, (tx) => missingAddresses(tx, user));
  }

  @Get('patients/:id/surveys')
  @Access('survey', 'read')
  ofPatient(@SignedIn() user: CurrentUser, @id() patientId: string): Promise<PatientSurveys> {
    return this.database.runAs(user, (tx) => patientSurveys(tx, user, patientId));
  }

  @Post('patients/:id/participation')
  @HttpCode(200)
  @Access('survey', 'change')
  participation(
    @SignedIn() user: CurrentUser,
    @id() patientId: string,
    @Body({ schema: ChangeParticipation }) body: z.output<typeof ChangeParticipation>,
  ): Promise<PatientSurveys> {
    return this.database.runAs(user, async (tx) => {
      await changeParticipation(tx, user, patientId, body);
      return patientSurveys(tx, user, patientId);
    });
  }
}
