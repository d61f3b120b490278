import { EVERYONE, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/navigation/counts': EVERYONE,
  'POST /api/navigation/find': EVERYONE,
};
