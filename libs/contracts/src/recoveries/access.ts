import { ADMIN, ANYBODY, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/recoveries/ask': ANYBODY,
  'POST /api/recoveries/look': ANYBODY,
  'POST /api/recoveries/prove': ANYBODY,
  'POST /api/recoveries/complete': ANYBODY,
  'GET /api/recoveries': ADMIN,
  'POST /api/users/:id/recoveries': ADMIN,
  'POST /api/recoveries/:id/confirm': ADMIN,
  'POST /api/recoveries/:id/end': ADMIN,
  'POST /api/recoveries/:id/send-again': ADMIN,
};
