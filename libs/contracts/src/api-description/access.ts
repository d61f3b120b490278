import { EVERYONE, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/openapi.json': EVERYONE,
  'GET /api/docs': EVERYONE,
};
