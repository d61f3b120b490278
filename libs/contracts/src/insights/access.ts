import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/insights/alert-load': PHU,
};
