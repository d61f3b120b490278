import { CONSULTANTS, EMERGENCY_VIEW, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/break-glass': CONSULTANTS,
  'GET /api/break-glass/open': CONSULTANTS,
  [EMERGENCY_VIEW]: ['break_glass'],
  'GET /api/break-glass/reviews': PHU,
  'POST /api/break-glass/:id/review': PHU,
};
