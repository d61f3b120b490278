import { ABOUT_HER, CONSULTANTS, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/patients/:id/open-access': ABOUT_HER,
  'POST /api/patients/:id/open-access': PHU,
  'GET /api/open-access/children': PHU,
  'GET /api/open-access/children/export': PHU,
  'GET /api/open-access/to-agree': CONSULTANTS,
  'GET /api/open-access/:id': ABOUT_HER,
  'POST /api/open-access/:id/save': PHU,
  'POST /api/open-access/:id/send': PHU,
  'POST /api/open-access/:id/discard': PHU,
  'POST /api/open-access/:id/agree': ['linked'],
  'POST /api/open-access/:id/record-agreement': PHU,
  'POST /api/open-access/:id/send-back': ABOUT_HER,
  'POST /api/open-access/:id/confirm': ABOUT_HER,
  'POST /api/open-access/:id/chase': PHU,
  'POST /api/open-access/:id/renew-unchanged': PHU,
  'POST /api/open-access/:id/suspend': PHU,
  'POST /api/open-access/:id/resume': PHU,
  'POST /api/open-access/:id/withdraw': ['doctor'],
};
