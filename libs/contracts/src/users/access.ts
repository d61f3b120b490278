import { ADMIN, ANYBODY, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'POST /api/invitations/accept': ANYBODY,
  'GET /api/users': ADMIN,
  'POST /api/users/:id/disable': ADMIN,
  'POST /api/users/:id/enable': ADMIN,
  'POST /api/users/:id/end-sessions': ADMIN,
  'POST /api/users/:id/unlock': ADMIN,
  'POST /api/users/:id/identities': ADMIN,
  'POST /api/users/:id/role-changes': ADMIN,
  'POST /api/role-changes/:id/approve': ADMIN,
  'POST /api/role-changes/:id/refuse': ADMIN,
  'POST /api/invitations': ADMIN,
  'POST /api/access-requests/:id/confirm': ADMIN,
  'POST /api/access-requests/:id/refuse': ADMIN,
  'POST /api/invitations/:id/revoke': ADMIN,
  'POST /api/identities/:id/detach': ADMIN,
};
