import { ABOUT_HER, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/record': ABOUT_HER,
};
