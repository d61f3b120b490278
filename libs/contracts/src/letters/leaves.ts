import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/letters': ['read letters'],
};
