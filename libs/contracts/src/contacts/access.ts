import { ADMIN, ANYBODY, EVERYONE, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/public/contacts': ANYBODY,
  'GET /api/public/contacts/page': ANYBODY,
  'GET /api/contacts/:id/history': EVERYONE,
  'GET /api/contacts/to-verify': ['nurse', 'admin'],
  'GET /api/contacts/:id/uses': ['nurse', 'doctor'],
  'POST /api/contacts/:id/checks': ['nurse', 'admin'],
  'POST /api/contacts/:id/owner': ['nurse', 'admin'],
  'POST /api/contact-checks/:id/undo': ['nurse', 'admin'],
  'POST /api/contacts/:id/changes': ['nurse', 'admin', 'linked'],
  'POST /api/contact-changes/:id/withdraw': ['nurse', 'admin', 'linked'],
  'POST /api/contact-changes/:id/confirm': ADMIN,
};
