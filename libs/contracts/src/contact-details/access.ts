import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/contact-details': PHU,
  'POST /api/patients/:id/contact-details': PHU,
};
