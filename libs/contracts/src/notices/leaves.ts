import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/notices': ['read notices'],
  'POST /api/patients/:id/notices': ['create notice', 'refresh notices'],
};
