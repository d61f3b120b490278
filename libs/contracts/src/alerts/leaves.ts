import type { Leaves } from '../double-entry';

export const LEAVES: Leaves = {
  'GET /api/alerts': ['read alert_queue'],
  'GET /api/alerts/:id': ['read alert'],
  'POST /api/alerts/:id/acknowledge': ['update alert'],
  'POST /api/alerts/:id/hand-back': ['update alert'],
  'POST /api/alerts/:id/liaison-entries': ['create liaison_entry'],
  'POST /api/alerts/:id/checklist': ['update alert'],
  'POST /api/alerts/:id/await': ['update alert'],
  'POST /api/alerts/:id/resume': ['update alert'],
  'POST /api/alerts/:id/close': ['update alert'],
  'POST /api/alerts/:id/reopen': ['update alert'],
  'POST /api/alerts/:id/offer': ['update alert'],
  'POST /api/alerts/:id/take-back-offer': ['update alert'],
  'POST /api/alerts/:id/handover-note': ['update alert'],
  'POST /api/alerts/:id/raise-tier': ['update alert'],
  'POST /api/alerts/:id/lower-tier': ['create alert_correction', 'update alert'],
  // To whom it is handed over answers, with a spec of its own: hand-over.spec.ts.
  'POST /api/alerts/:id/answer-offer': [],
};
