import { ABOUT_HER, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/family': ABOUT_HER,
  'GET /api/patients/:id/family/history': PHU,
  'POST /api/patients/:id/family/people': PHU,
  'POST /api/patients/:id/family/communication': PHU,
  'POST /api/patients/:id/family/places': PHU,
  'POST /api/patients/:id/family/givers': PHU,
  'POST /api/patients/:id/family/dose-days': PHU,
  'POST /api/patients/:id/family/strike-out': PHU,
  'POST /api/patients/:id/family/restore': PHU,
};
