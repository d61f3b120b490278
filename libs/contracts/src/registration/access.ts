import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/patients/similar': PHU,
  'POST /api/patients': PHU,
  'POST /api/patients/:id/strike-out': PHU,
};
