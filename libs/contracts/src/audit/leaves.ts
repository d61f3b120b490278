import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/audit/patients/:id': ['read audit'],
  'GET /api/audit/patients/:id/export': ['export audit'],
  'GET /api/audit/unusual': ['read audit_unusual'],
  'GET /api/audit/unusual/export': ['export audit_unusual'],
  // Name no child, and are not a nurse's to see: read-audit.spec.ts.
  'GET /api/audit/users/:id': [],
  'GET /api/audit/users/:id/export': [],
};
