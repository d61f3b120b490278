import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/organisations/search': PHU,
  'POST /api/organisations': PHU,
};
