import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/handover': ['read handover'],
  'GET /api/handover/colleagues': [],
  'POST /api/handover/offers': [],
  // Names no child: hand-over.spec.ts.
  'POST /api/handover/overnight-calls': [],
};
