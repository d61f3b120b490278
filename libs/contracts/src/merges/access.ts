import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/merges': PHU,
  'POST /api/merges/preview': PHU,
  'POST /api/merges': PHU,
  'GET /api/merges/:id': PHU,
  'POST /api/merges/:id/confirm': PHU,
  'POST /api/merges/:id/decline': PHU,
  'POST /api/merges/:id/undo': PHU,
};
