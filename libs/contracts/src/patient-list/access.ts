import { CLINICAL, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients': CLINICAL,
};
