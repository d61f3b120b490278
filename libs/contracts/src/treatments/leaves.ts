import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/treatments': ['read patient_treatments'],
  'POST /api/patients/:id/treatments': ['create patient_treatment', 'refresh patient_treatments'],
};
