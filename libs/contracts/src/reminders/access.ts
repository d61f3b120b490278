import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/reminders': PHU,
  'GET /api/reminders/export': PHU,
  'POST /api/reminders/switch': PHU,
  'POST /api/reminders/digest/seen': PHU,
  'GET /api/patients/:id/care-reviews': PHU,
  'POST /api/patients/:id/dental-care': PHU,
  'POST /api/patients/:id/vaccination-advice': PHU,
};
