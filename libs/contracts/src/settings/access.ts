import { STAFF, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/settings': STAFF,
  'POST /api/settings/changes': STAFF,
  'POST /api/settings/changes/:id/decide': STAFF,
  'POST /api/settings/bank-holidays/check': STAFF,
  'POST /api/settings/bank-holidays': STAFF,
};
