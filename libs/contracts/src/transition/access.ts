import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/transitions': PHU,
  'GET /api/transitions/export': PHU,
  'GET /api/patients/:id/transition': PHU,
  'POST /api/patients/:id/transition': PHU,
  'POST /api/patients/:id/transition/answers': PHU,
};
