import { ADMIN, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/admin-home': ADMIN,
};
