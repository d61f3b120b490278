/**
 * The files that make tables, in order: a table comes after those that it points at. A concept to whose tables no other
 * concept points needs no line: its `tables.sql` is found by its name and runs after these. So is what stands in a folder
 * beside them (functions, triggers, policies, grants).
 */
export const TABLES = [
  'platform/tables.sql',
  'hospitals/tables.sql',
  'users/tables.sql',
  'sign-in/tables.sql',
  'hospitals/directory.sql',
  'settings/tables.sql',
  'users/recovery.sql',
  'unit/tables.sql',
  'readiness/tables.sql',
  'audit/tables.sql',
  'feeds/tables.sql',
  'rota/tables.sql',
  'patients/tables.sql',
  'family/tables.sql',
  'treatments/tables.sql',
  'open-access/tables.sql',
  'emergency-plans/tables.sql',
  'attendances/tables.sql',
  'break-glass/tables.sql',
  'alerts/tables.sql',
  'link-consultants/tables.sql',
  'letters/tables.sql',
  'requests/tables.sql',
  'home-therapy/tables.sql',
  'reminders/tables.sql',
  'surveys/tables.sql',
  'notices/tables.sql',
  'transition/tables.sql',
  'patient-imports/tables.sql',
] as const;
