import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/home-therapy': PHU,
  'GET /api/patients/:id/home-therapy': PHU,
  'POST /api/patients/:id/home-therapy': PHU,
  'POST /api/patients/:id/haemtrack-periods': PHU,
  'POST /api/patients/:id/diary-bleeds': PHU,
  'POST /api/home-deliveries/:id/settle': PHU,
  'POST /api/lone-bleeds/settle': PHU,
  'POST /api/haemtrack-imports/check': PHU,
  'POST /api/haemtrack-imports': PHU,
};
