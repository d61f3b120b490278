import { STAFF, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/readiness': STAFF,
};
