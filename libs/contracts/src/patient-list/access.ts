import { CLINICAL, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients': CLINICAL,
  'GET /api/patient-list/export': PHU,
};
