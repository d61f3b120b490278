import { ADMIN, EVERYONE, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/hospitals': EVERYONE,
  'GET /api/hospitals/directory': EVERYONE,
  'GET /api/hospitals/published': EVERYONE,
  'GET /api/hospitals/contact-sheet': EVERYONE,
  'GET /api/hospitals/:id': EVERYONE,
  'GET /api/hospitals/:id/pack': EVERYONE,
  'POST /api/hospitals/:id/capabilities': ['nurse', 'admin'],
  'POST /api/capabilities/:id/end': ['nurse', 'admin'],
  // The hospital of the request is hers, where one of the consultants works.
  'POST /api/hospitals/:id/contacts': ['nurse', 'admin', 'linked'],
  'GET /api/hospitals/:id/network': ADMIN,
  'POST /api/hospitals/:id/network': ADMIN,
  'POST /api/hospitals/:id/units': ADMIN,
  'POST /api/closure-reviews/:id/decide': ADMIN,
};
