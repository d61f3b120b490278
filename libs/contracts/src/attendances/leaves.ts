import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'POST /api/attendances/preview': ['read attendance_preview'],
  'POST /api/attendances': ['create attendance'],
  'POST /api/attendances/:id/match': ['update attendance'],
  // On the list of the child it was matched to; the alert is then nobody's: match-attendance.spec.ts.
  'POST /api/attendances/:id/unmatch': [],
  'POST /api/attendances/:id/facts': ['update attendance'],
  'POST /api/attendances/:id/first-treatment': ['update attendance'],
  'POST /api/attendances/:id/move': ['update attendance'],
  // Blue needs no second person, so it is carried out at once.
  'POST /api/attendances/:id/correct': ['create alert_correction', 'update attendance'],
  'GET /api/attendance-drafts': [],
  'DELETE /api/attendance-drafts/:id': [],
  'POST /api/attendance-drafts': ['create attendance_draft'],
};
