import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/shared-care': ['read shared_care'],
  'POST /api/patients/:id/links': ['update shared_care_link', 'refresh shared_care'],
  'POST /api/patients/:id/move': ['update shared_care_link', 'refresh shared_care'],
};
