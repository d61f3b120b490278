import { ABOUT_HER, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/facts': ABOUT_HER,
  'POST /api/patients/:id/facts': PHU,
  'POST /api/patients/:id/weights': PHU,
  'POST /api/patients/:id/inhibitor-results': PHU,
  'POST /api/fact-entries/:id/strike-out': PHU,
};
