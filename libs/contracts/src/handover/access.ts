import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/handover': PHU,
  'GET /api/handover/colleagues': PHU,
  'POST /api/handover/offers': PHU,
  'POST /api/handover/overnight-calls': PHU,
};
