import { NURSE_AND_ADMIN, PHU, STAFF, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/rota': STAFF,
  'GET /api/rota/on-now': STAFF,
  'GET /api/rota/told': STAFF,
  'GET /api/rota/patterns': STAFF,
  'GET /api/rota/bank-holidays': STAFF,
  'POST /api/rota/changes': NURSE_AND_ADMIN,
  'POST /api/rota/changes/:id/withdraw': NURSE_AND_ADMIN,
  'POST /api/rota/changes/:id/restore': NURSE_AND_ADMIN,
  'GET /api/rota/swaps': PHU,
  'POST /api/rota/swaps': PHU,
  'POST /api/rota/swaps/:id/agree': PHU,
  'POST /api/rota/swaps/:id/decline': PHU,
  'POST /api/rota/swaps/:id/undo': PHU,
  'POST /api/rota/patterns': NURSE_AND_ADMIN,
  'POST /api/rota/patterns/:id/withdraw': NURSE_AND_ADMIN,
  'POST /api/rota/numbers': NURSE_AND_ADMIN,
};
