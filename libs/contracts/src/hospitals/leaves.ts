import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/hospitals': [],
  'GET /api/hospitals/:id/pack': ['export print_pack'],
  // Of children these say numbers at most: contacts.spec.ts and directory.spec.ts.
  'GET /api/hospitals/directory': [],
  'GET /api/hospitals/published': [],
  'GET /api/hospitals/:id/network': [],
  'GET /api/hospitals/contact-sheet': [],
  'GET /api/hospitals/:id': [],
  'POST /api/hospitals/:id/network': [],
  'POST /api/hospitals/:id/units': [],
  'POST /api/hospitals/:id/capabilities': [],
  'POST /api/hospitals/:id/contacts': [],
};
