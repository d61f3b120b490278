import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  // Not a nurse's to suggest: my-patients.spec.ts.
  'POST /api/patients/:id/corrections': [],
};
