import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/record': ['read patient'],
};
