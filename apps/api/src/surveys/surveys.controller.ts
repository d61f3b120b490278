import { Controller } from '@nestjs/common';
import { surveyRoutes } from '@shared-care/contracts/surveys/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  MissingAddresses,
  PatientSurveys,
  Survey,
  SurveyAudience,
  SurveyFamilies,
  SurveyList,
} from '@shared-care/contracts/surveys/answers';
import { Database } from '../platform/tx';
import { unitName } from '../platform/unit-on-paper';
import { changeParticipation, missingAddresses, patientSurveys } from './participation';
import { remindOfSurvey, retrySurvey, sendSurvey, stopSurvey, surveyAudience } from './send-survey';
import { markAnswer, surveyFamilies } from './survey-families';
import { surveyOf } from './survey-rows';
import { changeSurvey, closeSurvey, makeSurvey, surveyList } from './write-survey';

@Controller()
export class SurveysController {
  constructor(private readonly database: Database) {}

  @Handle(surveyRoutes.list)
  list({ user }: Asked<typeof surveyRoutes.list>): Promise<SurveyList> {
    return this.database.runAs(user, (tx) => surveyList(tx));
  }

  @Handle(surveyRoutes.make)
  make({ user, body, key }: Asked<typeof surveyRoutes.make>): Promise<Survey> {
    return this.database.runAs(user, (tx) => makeSurvey(tx, user, key, body));
  }

  @Handle(surveyRoutes.survey)
  survey({ user, params: { id: surveyId } }: Asked<typeof surveyRoutes.survey>): Promise<Survey> {
    return this.database.runAs(user, (tx) => surveyOf(tx, surveyId));
  }

  @Handle(surveyRoutes.change)
  change({ user, params: { id: surveyId }, body }: Asked<typeof surveyRoutes.change>): Promise<Survey> {
    return this.database.runAs(user, (tx) => changeSurvey(tx, user, surveyId, body));
  }

  @Handle(surveyRoutes.audience)
  audience({ user, params: { id: surveyId } }: Asked<typeof surveyRoutes.audience>): Promise<SurveyAudience> {
    return this.database.runAs(user, async (tx) => surveyAudience(tx, user, surveyId, await unitName(tx)));
  }

  @Handle(surveyRoutes.send)
  send({ user, params: { id: surveyId }, body }: Asked<typeof surveyRoutes.send>): Promise<Survey> {
    return this.database.runAs(user, (tx) => sendSurvey(tx, user, surveyId, body));
  }

  @Handle(surveyRoutes.families)
  families({ user, params: { id: surveyId } }: Asked<typeof surveyRoutes.families>): Promise<SurveyFamilies> {
    return this.database.runAs(user, (tx) => surveyFamilies(tx, user, surveyId));
  }

  @Handle(surveyRoutes.answer)
  answer({ user, params: { id: surveyId }, body }: Asked<typeof surveyRoutes.answer>): Promise<SurveyFamilies> {
    return this.database.runAs(user, async (tx) => {
      await markAnswer(tx, user, surveyId, body);
      return surveyFamilies(tx, user, surveyId);
    });
  }

  @Handle(surveyRoutes.remind)
  remind({ user, params: { id: surveyId }, body: { version } }: Asked<typeof surveyRoutes.remind>): Promise<Survey> {
    return this.database.runAs(user, (tx) => remindOfSurvey(tx, user, surveyId, version));
  }

  @Handle(surveyRoutes.stop)
  stop({ user, params: { id: surveyId }, body: { version } }: Asked<typeof surveyRoutes.stop>): Promise<Survey> {
    return this.database.runAs(user, (tx) => stopSurvey(tx, user, surveyId, version));
  }

  @Handle(surveyRoutes.retry)
  retry({ user, params: { id: surveyId }, body: { version } }: Asked<typeof surveyRoutes.retry>): Promise<Survey> {
    return this.database.runAs(user, (tx) => retrySurvey(tx, user, surveyId, version));
  }

  @Handle(surveyRoutes.close)
  close({ user, params: { id: surveyId }, body: { version } }: Asked<typeof surveyRoutes.close>): Promise<Survey> {
    return this.database.runAs(user, (tx) => closeSurvey(tx, user, surveyId, version));
  }

  @Handle(surveyRoutes.missing)
  missing({ user, query }: Asked<typeof surveyRoutes.missing>): Promise<MissingAddresses> {
    return this.database.runAs(user, (tx) => missingAddresses(tx, user, query));
  }

  @Handle(surveyRoutes.ofPatient)
  ofPatient({ user, params: { id: patientId } }: Asked<typeof surveyRoutes.ofPatient>): Promise<PatientSurveys> {
    return this.database.runAs(user, (tx) => patientSurveys(tx, user, patientId));
  }

  @Handle(surveyRoutes.participation)
  participation({
    user,
    params: { id: patientId },
    body,
  }: Asked<typeof surveyRoutes.participation>): Promise<PatientSurveys> {
    return this.database.runAs(user, async (tx) => {
      await changeParticipation(tx, user, patientId, body);
      return patientSurveys(tx, user, patientId);
    });
  }
}
