import { ABOUT_HER, DOCTOR, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/emergency-card': ABOUT_HER,
  'GET /api/patients/:id/emergency-plans': PHU,
  'GET /api/emergency-plans': PHU,
  'GET /api/emergency-plans/export': PHU,
  'POST /api/emergency-plans': PHU,
  'GET /api/emergency-plans/:id': PHU,
  'POST /api/emergency-plans/:id/text': PHU,
  'POST /api/emergency-plans/:id/discard': PHU,
  'POST /api/emergency-plans/:id/return': DOCTOR,
  'POST /api/emergency-plans/:id/approve': DOCTOR,
  'POST /api/emergency-plans/:id/withdraw': DOCTOR,
};
