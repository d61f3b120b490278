import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/contact-details': ['read contact_details'],
  'POST /api/patients/:id/contact-details': ['update contact_details', 'refresh contact_details'],
};
