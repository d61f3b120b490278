import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/surveys': ['read participation'],
  'POST /api/patients/:id/participation': ['update participation', 'refresh participation'],
};
