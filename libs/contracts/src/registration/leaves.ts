import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'POST /api/patients/similar': ['search patient'],
  'POST /api/patients': ['create patient', 'update contact_details', 'update shared_care_link'],
  // Its child is another than she; register-patient.spec.ts.
  'POST /api/patients/:id/strike-out': [],
};
