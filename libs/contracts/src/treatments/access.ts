import { DOCTOR, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/treatments': PHU,
  'GET /api/treatments/:id': PHU,
  'POST /api/treatments': PHU,
  'POST /api/treatment-words': PHU,
  'POST /api/treatment-words/:id': PHU,
  'POST /api/treatment-words/:id/discard': PHU,
  'POST /api/treatment-words/:id/approve': DOCTOR,
  'POST /api/treatment-words/:id/withdraw': DOCTOR,
  'GET /api/patients/:id/treatments': PHU,
  'POST /api/patients/:id/treatments': PHU,
  'POST /api/patient-treatments/:id': PHU,
  'POST /api/patient-treatments/:id/strike-out': PHU,
  'POST /api/patient-treatments/:id/restore': PHU,
};
