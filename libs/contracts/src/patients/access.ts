import { ABOUT_HER, CLINICAL, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/patients/search': CLINICAL,
  'GET /api/patients/:id': ABOUT_HER,
};
