import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  // When it finds an alert: the answer names its child.
  'POST /api/navigation/find': ['search alert'],
};
