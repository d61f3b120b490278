import { CONSULTANTS, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/my-patients': CONSULTANTS,
  'GET /api/my-patients/contacts': CONSULTANTS,
  'POST /api/my-patients/alerts/:id/comments': ['linked'],
  'POST /api/patients/:id/corrections': ['linked'],
  'GET /api/record-corrections/count': PHU,
  'GET /api/record-corrections': PHU,
  'POST /api/record-corrections/:id/decide': PHU,
};
