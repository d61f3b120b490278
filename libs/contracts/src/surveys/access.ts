import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/surveys': PHU,
  'POST /api/surveys': PHU,
  'GET /api/surveys/:id': PHU,
  'POST /api/surveys/:id/change': PHU,
  'GET /api/surveys/:id/audience': PHU,
  'POST /api/surveys/:id/send': PHU,
  'GET /api/surveys/:id/families': PHU,
  'POST /api/surveys/:id/answers': PHU,
  'POST /api/surveys/:id/remind': PHU,
  'POST /api/surveys/:id/stop': PHU,
  'POST /api/surveys/:id/retry': PHU,
  'POST /api/surveys/:id/close': PHU,
  'GET /api/missing-addresses': PHU,
  'GET /api/patients/:id/surveys': PHU,
  'POST /api/patients/:id/participation': PHU,
};
