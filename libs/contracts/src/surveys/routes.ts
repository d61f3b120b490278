import { get, post } from '../route';
import { MissingAddresses, PatientSurveys, Survey, SurveyAudience, SurveyFamilies, SurveyList } from './answers';
import {
  ChangeParticipation,
  ChangeSurvey,
  MakeSurvey,
  MarkAnswer,
  SendSurvey,
  SurveyVersion,
  MissingAddressesQuery,
} from './shapes';

export const surveyRoutes = {
  list: get('surveys', { access: ['survey', 'read'], answer: SurveyList }),
  make: post('surveys', { access: ['survey', 'change'], body: MakeSurvey, answer: Survey, status: 201, once: true }),
  survey: get('surveys/:id', { access: ['survey', 'read'], answer: Survey }),
  change: post('surveys/:id/change', { access: ['survey', 'change'], body: ChangeSurvey, answer: Survey }),
  audience: get('surveys/:id/audience', { access: ['survey', 'read'], answer: SurveyAudience }),
  send: post('surveys/:id/send', { access: ['survey', 'send'], body: SendSurvey, answer: Survey }),
  families: get('surveys/:id/families', { access: ['survey', 'read'], answer: SurveyFamilies }),
  answer: post('surveys/:id/answers', { access: ['survey', 'change'], body: MarkAnswer, answer: SurveyFamilies }),
  remind: post('surveys/:id/remind', { access: ['survey', 'send'], body: SurveyVersion, answer: Survey }),
  stop: post('surveys/:id/stop', { access: ['survey', 'send'], body: SurveyVersion, answer: Survey }),
  retry: post('surveys/:id/retry', { access: ['survey', 'send'], body: SurveyVersion, answer: Survey }),
  close: post('surveys/:id/close', { access: ['survey', 'change'], body: SurveyVersion, answer: Survey }),
  missing: get('missing-addresses', {
    access: ['survey', 'read'],
    query: MissingAddressesQuery,
    answer: MissingAddresses,
  }),
  ofPatient: get('patients/:id/surveys', { access: ['survey', 'read'], answer: PatientSurveys }),
  participation: post('patients/:id/participation', {
    access: ['survey', 'change'],
    body: ChangeParticipation,
    answer: PatientSurveys,
  }),
};
