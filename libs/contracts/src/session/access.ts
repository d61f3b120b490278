import { ANYBODY, EVERYONE, NOBODY, type Answered, type RefusesAll } from '../actors';

/** Routes that answer none of these people, and refuse all of them alike, with this status. */
export const REFUSES_ALL: RefusesAll = {
  // Between the two steps of signing in; nobody here is between them. second-factor.spec.ts is.
  'POST /api/session/enrolment': 401,
  'POST /api/session/code': 401,
  // Signed by no passkey of ours; passkeys.spec.ts has some.
  'POST /api/session/passkey': 400,
  // No other sign-in service is configured. oidc.spec.ts configures one.
  'GET /api/oidc/start': 404,
  'GET /api/oidc/callback': 404,
};

export const ANSWERED: Answered = {
  'GET /api/sign-in-page': ANYBODY,
  'POST /api/session': ANYBODY,
  'POST /api/session/passkey/begin': ANYBODY,
  'GET /api/session': EVERYONE,
  'DELETE /api/session': EVERYONE,
  'GET /api/sessions': EVERYONE,
  'DELETE /api/sessions/:id': EVERYONE,
  'GET /api/account': EVERYONE,
  'POST /api/account/authenticator-app': EVERYONE,
  'POST /api/account/authenticator-app/confirm': EVERYONE,
  'POST /api/account/recovery-codes': EVERYONE,
  'POST /api/account/passkeys/begin': EVERYONE,
  'POST /api/account/passkeys': EVERYONE,
  // Everybody their own only, and none of these people has one.
  'POST /api/account/passkeys/:id/remove': NOBODY,
  'POST /api/account/password': EVERYONE,
};
