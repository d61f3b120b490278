import { ADMIN, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/unit': ADMIN,
  'POST /api/unit/changes': ADMIN,
  'POST /api/unit-changes/:id/decide': ADMIN,
  'POST /api/unit/test-mail': ADMIN,
  'POST /api/unit/test-mail/arrived': ADMIN,
};
