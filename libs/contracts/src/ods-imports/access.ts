import { ADMIN, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/ods-imports': ADMIN,
  'PUT /api/ods-imports/:id': ADMIN,
  'GET /api/ods-imports/:id': ADMIN,
  'GET /api/ods-imports/:id/lines': ADMIN,
};
