import { ADMIN, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/audit/patients/:id': PHU,
  'GET /api/audit/patients/:id/export': PHU,
  'GET /api/audit/unusual': PHU,
  'GET /api/audit/unusual/export': PHU,
  'GET /api/audit/users/:id': ADMIN,
  'GET /api/audit/users/:id/export': ADMIN,
};
