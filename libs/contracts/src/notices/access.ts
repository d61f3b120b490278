import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/notices': PHU,
  'GET /api/patients/:id/notices': PHU,
  'POST /api/patients/:id/notices': PHU,
  'POST /api/notices/dismiss': PHU,
  'POST /api/notices/show': PHU,
  'POST /api/notices/:id/dismiss': PHU,
  'POST /api/notices/:id/show': PHU,
  'POST /api/notices/:id/end': PHU,
};
