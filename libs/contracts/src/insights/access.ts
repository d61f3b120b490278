import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/insights/figures/:figure': PHU,
  'GET /api/insights/figures/:figure/list': PHU,
};
