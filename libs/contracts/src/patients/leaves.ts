import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'POST /api/patients/search': ['search patient'],
  'GET /api/patients/:id': ['read patient'],
};
