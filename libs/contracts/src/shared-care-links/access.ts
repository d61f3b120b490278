import { ABOUT_HER, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/shared-care': ABOUT_HER,
  'POST /api/patients/:id/links': PHU,
  'POST /api/patients/:id/move': PHU,
  'POST /api/links/:id/end': PHU,
  'POST /api/links/:id/consultant': PHU,
  'POST /api/links/:id/confirm': PHU,
};
