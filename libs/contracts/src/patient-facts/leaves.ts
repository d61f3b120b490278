import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/patients/:id/facts': ['read patient_facts'],
  'POST /api/patients/:id/facts': ['update patient_facts', 'read patient_facts'],
  'POST /api/patients/:id/weights': ['create patient_weight', 'read patient_facts'],
  'POST /api/patients/:id/inhibitor-results': ['create inhibitor_result', 'read patient_facts'],
};
