/**
 * Who is answered on each route, written a second time beside the permission table and on purpose without looking at it:
 * a line of that table that opens too much, a handler on the wrong line or a rule of the database that went missing
 * shows here. `npm run access` asks every route of the running program as each of these people.
 *
 * To add a route: add one line to {@link ANSWERED}, with one of the groups below or a list of people; whoever is not on
 * it must be refused without learning anything. The children, attendances, alerts and grants in the requests are those
 * of one child at one hospital ("she"), so use `ABOUT_HER` when the route opens something of hers to clinical roles, and
 * `CLINICAL` when everybody gets what is theirs. A route with a body or with an id of its own kind also needs a sample in
 * `apps/api/src/testing/bodies.ts` (`acceptedBodies`, keyed by path, or by `METHOD path` when methods differ). Then run
 * `npm run access`; it names each cell that answered otherwise.
 */
export const ACTORS = {
  anonymous: 'nobody signed in',
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

const ANYBODY = Object.keys(ACTORS) as readonly Actor[];
const EVERYONE = ANYBODY.filter((actor) => !SIGNED_OUT.includes(actor));
const PHU: readonly Actor[] = ['nurse', 'doctor'];
const CONSULTANTS: readonly Actor[] = ['linked', 'unlinked', 'expired_link', 'break_glass', 'expired_grant'];
const CLINICAL: readonly Actor[] = [...PHU, ...CONSULTANTS];
const ABOUT_HER = KNOWS_HER;
const ADMIN: readonly Actor[] = ['admin'];
const NOBODY: readonly Actor[] = [];
const DOCTOR: readonly Actor[] = ['doctor'];
const STAFF: readonly Actor[] = [...PHU, 'admin'];
const NURSE_AND_ADMIN: readonly Actor[] = ['nurse', 'admin'];

/** The one route by which somebody who is not linked to her reads of her. */
export const EMERGENCY_VIEW = 'GET /api/break-glass/:id';

/** Routes that answer none of these people, and refuse all of them alike, with this status. */
export const REFUSES_ALL: Readonly<Record<string, 400 | 401 | 404>> = {
  // Between the two steps of signing in; nobody here is between them. second-factor.spec.ts is.
  'POST /api/session/enrolment': 401,
  'POST /api/session/code': 401,
  // Signed by no passkey of ours; passkeys.spec.ts has some.
  'POST /api/session/passkey': 400,
  // No other sign-in service is configured. oidc.spec.ts configures one.
  'GET /api/oidc/start': 404,
  'GET /api/oidc/callback': 404,
};

export const ANSWERED: Readonly<Record<string, readonly Actor[]>> = {
  'GET /health/live': ANYBODY,
  'GET /health/ready': ANYBODY,
  'GET /health/heartbeat': ANYBODY,
  'GET /api/sign-in-page': ANYBODY,
  'POST /api/session': ANYBODY,
  'POST /api/session/passkey/begin': ANYBODY,
  'POST /api/invitations/accept': ANYBODY,
  'GET /api/public/contacts': ANYBODY,
  'GET /api/public/contacts/page': ANYBODY,

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
  'GET /api/live': EVERYONE,
  'GET /api/hospitals': EVERYONE,
  'GET /api/hospitals/directory': EVERYONE,
  'GET /api/hospitals/contact-sheet': EVERYONE,
  'GET /api/hospitals/:id': EVERYONE,
  'GET /api/hospitals/:id/pack': EVERYONE,
  'GET /api/contacts/:id/history': EVERYONE,
  'GET /api/contacts/to-verify': ['nurse', 'admin'],
  'POST /api/contacts/:id/checks': ['nurse', 'admin'],
  'POST /api/contact-checks/:id/undo': ['nurse', 'admin'],
  'POST /api/hospitals/:id/capabilities': ['nurse', 'admin'],
  'POST /api/capabilities/:id/end': ['nurse', 'admin'],
  // The hospital of the request is hers, where one of the consultants works.
  'POST /api/hospitals/:id/contacts': ['nurse', 'admin', 'linked'],
  'POST /api/contacts/:id/changes': ['nurse', 'admin', 'linked'],
  'POST /api/contact-changes/:id/withdraw': ['nurse', 'admin', 'linked'],
  'POST /api/contact-changes/:id/confirm': ADMIN,
  'POST /api/hospitals/:id/network': ADMIN,
  'POST /api/hospitals/:id/units': ADMIN,
  'POST /api/closure-reviews/:id/decide': ADMIN,
  'GET /api/admin-home': ADMIN,
  'GET /api/unit': ADMIN,
  'POST /api/unit/changes': ADMIN,
  'POST /api/unit-changes/:id/decide': ADMIN,
  'POST /api/unit/test-mail': ADMIN,
  'POST /api/unit/test-mail/arrived': ADMIN,

  'GET /api/rota': STAFF,
  'GET /api/rota/on-now': STAFF,
  'GET /api/rota/told': STAFF,
  'GET /api/rota/patterns': STAFF,
  'GET /api/rota/bank-holidays': STAFF,
  'POST /api/rota/changes': NURSE_AND_ADMIN,
  'POST /api/rota/changes/:id/withdraw': NURSE_AND_ADMIN,
  'POST /api/rota/changes/:id/restore': NURSE_AND_ADMIN,
  'POST /api/rota/patterns': NURSE_AND_ADMIN,
  'POST /api/rota/patterns/:id/withdraw': NURSE_AND_ADMIN,
  'POST /api/rota/numbers': NURSE_AND_ADMIN,
  'GET /api/demo-mail': EVERYONE,

  'POST /api/patients/search': CLINICAL,
  'POST /api/patients/similar': PHU,
  'POST /api/patients': PHU,
  'GET /api/patients/:id': ABOUT_HER,
  'GET /api/merges': PHU,
  'POST /api/merges/preview': PHU,
  'POST /api/merges': PHU,
  'GET /api/merges/:id': PHU,
  'POST /api/merges/:id/confirm': PHU,
  'POST /api/merges/:id/decline': PHU,
  'POST /api/merges/:id/undo': PHU,
  'GET /api/patients/:id/emergency-card': ABOUT_HER,
  'GET /api/patients/:id/emergency-plans': PHU,

  'GET /api/emergency-plans': PHU,
  'POST /api/emergency-plans': PHU,
  'GET /api/emergency-plans/:id': PHU,
  'POST /api/emergency-plans/:id/text': PHU,
  'POST /api/emergency-plans/:id/discard': PHU,
  'POST /api/emergency-plans/:id/return': DOCTOR,
  'POST /api/emergency-plans/:id/approve': DOCTOR,
  'POST /api/emergency-plans/:id/withdraw': DOCTOR,

  'GET /api/emergency-advice': CLINICAL,
  'GET /api/letters/check/:code': ANYBODY,
  'GET /api/patients/:id/letters': PHU,
  'POST /api/letters': PHU,
  'GET /api/letters/:id': PHU,
  'GET /api/letters/:id/pdf': PHU,
  'POST /api/letters/:id/withdraw': PHU,
  'GET /api/letter-templates': PHU,
  'POST /api/letter-templates': PHU,
  'POST /api/letter-templates/:id/text': PHU,
  'POST /api/letter-templates/:id/approve': DOCTOR,
  'GET /api/letter-batches': PHU,
  'POST /api/letter-batches': PHU,
  'GET /api/letter-batches/:id': PHU,
  'POST /api/letter-batches/:id/cancel': PHU,
  'GET /api/letter-batches/:id/pdf': PHU,

  'POST /api/attendances/preview': ABOUT_HER,
  'POST /api/attendances': ABOUT_HER,
  'POST /api/attendances/:id/match': PHU,
  'POST /api/attendances/:id/first-treatment': PHU,
  'POST /api/attendances/:id/move': PHU,
  'POST /api/attendances/:id/correct': PHU,
  'POST /api/corrections/:id/answer': PHU,
  'GET /api/attendance-drafts': CLINICAL,
  'POST /api/attendance-drafts': ABOUT_HER,
  'DELETE /api/attendance-drafts/:id': CLINICAL,

  'GET /api/patients/:id/open-access': ABOUT_HER,
  'POST /api/patients/:id/open-access': PHU,
  'GET /api/open-access': PHU,
  'GET /api/open-access/to-agree': CONSULTANTS,
  'GET /api/open-access/:id': ABOUT_HER,
  'POST /api/open-access/:id/save': PHU,
  'POST /api/open-access/:id/send': PHU,
  'POST /api/open-access/:id/discard': PHU,
  'POST /api/open-access/:id/agree': ['linked'],
  'POST /api/open-access/:id/record-agreement': PHU,
  'POST /api/open-access/:id/send-back': ABOUT_HER,
  'POST /api/open-access/:id/confirm': ABOUT_HER,
  'POST /api/open-access/:id/chase': PHU,
  'POST /api/open-access/:id/renew-unchanged': PHU,
  'POST /api/open-access/:id/suspend': PHU,
  'POST /api/open-access/:id/resume': PHU,
  'POST /api/open-access/:id/withdraw': ['doctor'],

  'GET /api/alerts': PHU,
  'GET /api/alerts/:id': PHU,
  'POST /api/alerts/:id/acknowledge': PHU,
  'POST /api/alerts/:id/hand-back': PHU,
  'POST /api/alerts/:id/liaison-entries': PHU,
  'POST /api/alerts/:id/checklist': PHU,
  'POST /api/alerts/:id/await': PHU,
  'POST /api/alerts/:id/resume': PHU,
  'POST /api/alerts/:id/close': PHU,
  'POST /api/alerts/:id/reopen': PHU,
  'POST /api/alerts/:id/offer': PHU,
  'POST /api/alerts/:id/take-back-offer': PHU,
  'POST /api/alerts/:id/answer-offer': PHU,
  'POST /api/alerts/:id/raise-tier': PHU,
  'POST /api/alerts/:id/lower-tier': PHU,
  'GET /api/handover': PHU,
  'GET /api/handover/colleagues': PHU,
  'POST /api/handover/offers': PHU,
  'POST /api/handover/overnight-calls': PHU,

  'GET /api/home-therapy': PHU,
  'GET /api/patients/:id/home-therapy': PHU,
  'POST /api/patients/:id/home-therapy': PHU,
  'POST /api/patients/:id/haemtrack-periods': PHU,
  'POST /api/patients/:id/diary-bleeds': PHU,
  'POST /api/home-deliveries/:id/settle': PHU,
  'POST /api/lone-bleeds/settle': PHU,
  'POST /api/haemtrack-imports/check': PHU,
  'POST /api/haemtrack-imports': PHU,
  'GET /api/transitions': PHU,
  'GET /api/patients/:id/transition': PHU,
  'POST /api/patients/:id/transition': PHU,
  'POST /api/patients/:id/transition/answers': PHU,
  'GET /api/patients/:id/contact-details': PHU,
  'POST /api/patients/:id/contact-details': PHU,
  'GET /api/notices': PHU,
  'GET /api/patients/:id/notices': PHU,
  'POST /api/patients/:id/notices': PHU,
  'POST /api/notices/:id/dismiss': PHU,
  'POST /api/notices/:id/show': PHU,
  'POST /api/notices/:id/end': PHU,
  'GET /api/reminders': PHU,
  'POST /api/reminders/preview': PHU,
  'POST /api/reminders/switch': PHU,
  'POST /api/reminders/digest/seen': PHU,
  'GET /api/patients/:id/care-reviews': PHU,
  'POST /api/patients/:id/dental-care': PHU,
  'POST /api/patients/:id/vaccination-advice': PHU,

  'GET /api/surveys': PHU,
  'POST /api/surveys': PHU,
  'GET /api/surveys/:id': PHU,
  'POST /api/surveys/:id/change': PHU,
  'GET /api/surveys/:id/audience': PHU,
  'POST /api/surveys/:id/send': PHU,
  'GET /api/surveys/:id/families': PHU,
  'POST /api/surveys/:id/answers': PHU,
  'POST /api/surveys/:id/remind': PHU,
  'POST /api/surveys/:id/stop': PHU,
  'POST /api/surveys/:id/retry': PHU,
  'POST /api/surveys/:id/close': PHU,
  'GET /api/missing-addresses': PHU,
  'GET /api/patients/:id/surveys': PHU,
  'POST /api/patients/:id/participation': PHU,

  'GET /api/requests': PHU,
  'GET /api/patients/:id/requests': PHU,
  'POST /api/requests': PHU,
  'POST /api/requests/step': PHU,
  'GET /api/requests/:id': PHU,
  'POST /api/requests/:id/step': PHU,
  'POST /api/requests/:id/take': PHU,
  'POST /api/requests/:id/give-back': PHU,
  'POST /api/requests/:id/wait': PHU,
  'POST /api/requests/:id/resume': PHU,
  'POST /api/requests/:id/change': PHU,
  'POST /api/requests/:id/notes': PHU,
  'POST /api/requests/:id/undo': PHU,

  'GET /api/link-consultants': EVERYONE,
  'POST /api/link-consultants': [...PHU, ...ADMIN],
  // None of the consultants here has this post.
  'POST /api/link-consultants/:id/leaving-date': [...PHU, ...ADMIN],
  'POST /api/link-consultants/:id/covers': [...PHU, ...ADMIN],
  'POST /api/covers/:id/end': [...PHU, ...ADMIN],
  'GET /api/link-consultants/:id/moves': PHU,
  'POST /api/link-consultants/:id/moves': PHU,
  'POST /api/link-consultants/:id/exceptions': PHU,
  'POST /api/link-changes/:id/undo': PHU,
  'GET /api/care-gaps': PHU,
  'GET /api/my-patients': CONSULTANTS,
  'GET /api/my-patients/contacts': CONSULTANTS,
  'POST /api/my-patients/alerts/:id/comments': ['linked'],
  'POST /api/patients/:id/corrections': ['linked'],
  'GET /api/record-corrections': PHU,
  'POST /api/record-corrections/:id/decide': PHU,
  'GET /api/patients/:id/shared-care': ABOUT_HER,
  'POST /api/patients/:id/links': PHU,
  'POST /api/patients/:id/move': PHU,
  'POST /api/links/:id/end': PHU,
  'POST /api/links/:id/consultant': PHU,
  'POST /api/links/:id/confirm': PHU,
  'GET /api/deliveries/trouble': [...PHU, 'admin'],
  'POST /api/deliveries/shown': PHU,
  'POST /api/deliveries/:id/call': PHU,

  'GET /api/insights/alert-load': PHU,

  'POST /api/break-glass': CONSULTANTS,
  [EMERGENCY_VIEW]: ['break_glass'],
  'GET /api/break-glass/reviews': PHU,
  'POST /api/break-glass/:id/review': PHU,

  'GET /api/audit/patients/:id': PHU,
  'GET /api/audit/patients/:id/export': PHU,
  'GET /api/audit/unusual': PHU,
  'GET /api/audit/unusual/export': PHU,
  'GET /api/audit/users/:id': ADMIN,
  'GET /api/audit/users/:id/export': ADMIN,

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
};
