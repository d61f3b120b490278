import { ABOUT_HER, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/picture': ABOUT_HER,
};
