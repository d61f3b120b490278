import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/transition': ['read transition'],
  'POST /api/patients/:id/transition': ['update transition', 'refresh transition'],
  'POST /api/patients/:id/transition/answers': ['update transition', 'refresh transition'],
};
