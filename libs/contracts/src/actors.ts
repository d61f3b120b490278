/** The people as whom `npm run access` asks every route. "She" is one child at one hospital. */
export const ACTORS = {
  anonymous: 'not signed in',
  nurse: 'a nurse of the unit',
  doctor: 'a doctor of the unit',
  linked: 'her link consultant',
  unlinked: 'a link consultant of another hospital',
  expired_link: 'a consultant whose link to her ended a minute ago',
  break_glass: 'a consultant with running emergency access to her',
  expired_grant: 'a consultant whose emergency access to her ended a minute ago',
  admin: 'an admin',
  disabled: 'a nurse whose account was disabled after she signed in',
  expired_session: 'a nurse whose session ended',
} as const;

export type Actor = keyof typeof ACTORS;

/** Who is told to sign in, on every route that is not public. Everybody else is told that there is nothing. */
export const SIGNED_OUT: readonly Actor[] = ['anonymous', 'disabled', 'expired_session'];

/** Who may read of her in an answer. */
export const KNOWS_HER: readonly Actor[] = ['nurse', 'doctor', 'linked'];

export const ANYBODY = Object.keys(ACTORS) as readonly Actor[];
export const EVERYONE = ANYBODY.filter((actor) => !SIGNED_OUT.includes(actor));
export const PHU: readonly Actor[] = ['nurse', 'doctor'];
export const CONSULTANTS: readonly Actor[] = ['linked', 'unlinked', 'expired_link', 'break_glass', 'expired_grant'];
/** For a route on which everybody gets what is theirs. */
export const CLINICAL: readonly Actor[] = [...PHU, ...CONSULTANTS];
/** For a route that opens something of hers to clinical roles. */
export const ABOUT_HER = KNOWS_HER;
export const ADMIN: readonly Actor[] = ['admin'];
export const NOBODY: readonly Actor[] = [];
export const DOCTOR: readonly Actor[] = ['doctor'];
export const STAFF: readonly Actor[] = [...PHU, 'admin'];
export const NURSE_AND_ADMIN: readonly Actor[] = ['nurse', 'admin'];

/** The one route by which somebody who is not linked to her reads of her. */
export const EMERGENCY_VIEW = 'GET /api/break-glass/:id';

/** Who is answered on each route of a concept; the others are refused without learning anything. */
export type Answered = Readonly<Record<string, readonly Actor[]>>;
export type RefusesAll = Readonly<Record<string, 400 | 401 | 404>>;
