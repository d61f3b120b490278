import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/facts': ['read patient_facts'],
  'POST /api/patients/:id/facts': ['update patient_facts', 'refresh patient_facts'],
  'POST /api/patients/:id/weights': ['create patient_weight', 'refresh patient_facts'],
  'POST /api/patients/:id/inhibitor-results': ['create inhibitor_result', 'refresh patient_facts'],
};
