import { ABOUT_HER, CLINICAL, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/attendances/preview': ABOUT_HER,
  'POST /api/attendances': ABOUT_HER,
  'POST /api/attendances/:id/match': PHU,
  'POST /api/attendances/:id/unmatch': PHU,
  'POST /api/attendances/:id/facts': PHU,
  'POST /api/attendances/:id/first-treatment': PHU,
  'POST /api/attendances/:id/move': PHU,
  'POST /api/attendances/:id/correct': PHU,
  'POST /api/corrections/:id/answer': PHU,
  'GET /api/attendance-drafts': CLINICAL,
  'POST /api/attendance-drafts': ABOUT_HER,
  'DELETE /api/attendance-drafts/:id': CLINICAL,
};
