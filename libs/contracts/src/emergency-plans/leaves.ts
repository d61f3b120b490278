import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/emergency-card': ['read emergency_card'],
  'GET /api/patients/:id/emergency-plans': ['read emergency_plans'],
};
