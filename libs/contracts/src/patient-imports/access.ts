import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patient-imports': PHU,
  'PUT /api/patient-imports/:id': PHU,
  'GET /api/patient-imports/:id': PHU,
  'GET /api/patient-imports/:id/rows': PHU,
  'GET /api/patient-imports/:id/report': PHU,
  'POST /api/patient-imports/:id/columns': PHU,
  'POST /api/patient-imports/:id/names': PHU,
  'POST /api/patient-imports/:id/bring-in': PHU,
  'POST /api/patient-imports/:id/go-on': PHU,
  'POST /api/patient-imports/:id/undo': PHU,
  'POST /api/patient-imports/:id/put-away': PHU,
};
