import { PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/alerts': PHU,
  'GET /api/alerts/:id': PHU,
  'POST /api/alerts/:id/acknowledge': PHU,
  'POST /api/alerts/:id/hand-back': PHU,
  'POST /api/alerts/:id/liaison-entries': PHU,
  'POST /api/liaison-entries/:id/strike-out': PHU,
  'POST /api/alerts/:id/checklist': PHU,
  'POST /api/alerts/:id/await': PHU,
  'POST /api/alerts/:id/resume': PHU,
  'POST /api/alerts/:id/close': PHU,
  'POST /api/alerts/:id/reopen': PHU,
  'POST /api/alerts/:id/offer': PHU,
  'POST /api/alerts/:id/take-back-offer': PHU,
  'POST /api/alerts/:id/answer-offer': PHU,
  'POST /api/alerts/:id/handover-note': PHU,
  'POST /api/alerts/:id/raise-tier': PHU,
  'POST /api/alerts/:id/lower-tier': PHU,
  'GET /api/deliveries/trouble': [...PHU, 'admin'],
  'POST /api/deliveries/shown': PHU,
  'POST /api/deliveries/:id/call': PHU,
};
