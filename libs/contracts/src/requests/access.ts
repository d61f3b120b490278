import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/requests': PHU,
  'GET /api/requests/export': PHU,
  'GET /api/patients/:id/requests': PHU,
  'POST /api/requests': PHU,
  'POST /api/requests/step': PHU,
  'GET /api/requests/:id': PHU,
  'POST /api/requests/:id/step': PHU,
  'POST /api/requests/:id/take': PHU,
  'POST /api/requests/:id/give-back': PHU,
  'POST /api/requests/:id/wait': PHU,
  'POST /api/requests/:id/resume': PHU,
  'POST /api/requests/:id/change': PHU,
  'POST /api/requests/:id/notes': PHU,
  'POST /api/requests/:id/undo': PHU,
};
