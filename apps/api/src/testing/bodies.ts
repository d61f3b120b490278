import { randomUUID } from 'node:crypto';
import { emptySections } from '@shared-care/domain/emergency-plan';
import { correctionOf, sheetOf } from './alert-samples';
import { linkBodies } from './link-bodies';
import { familyBodies } from './family-bodies';
import { noticeBodies } from './notice-bodies';
import { treatmentBodies } from './treatment-bodies';
import { mergeBodies } from './merge-bodies';
import { recoveryBodies } from './recovery-bodies';
import { settingBodies } from './setting-bodies';
import type { Route } from './routes';
import { importBodies } from './import-bodies';
import { factBodies, registrationBodies } from './registration-bodies';
import { surveyBodies } from './survey-bodies';
import type { TestApp } from './test-app';
import { unitBodies } from './unit-bodies';

const HAEMTRACK_FILE = 'nhs_number,from,to,planned,entered\n9990000018,2026-01-01,2026-01-31,12,10\n';

export interface Sample {
  /** The id that the path needs. */
  id?: string;
  body: Record<string, unknown>;
  /** Of a route that takes the bytes of a file: what is in it. */
  file?: string;
}

/** What the samples speak of: an attendance with its alert, and a child who is linked to the hospital. */
export interface SampleSubject {
  id: string;
  alertId: string;
  patientId?: string;
  hospitalId?: string;
}

/** The samples of a route: under its path, or under method and path where the methods of a path differ. */
export function samplesOf(samples: Record<string, Sample[]>, { method, path }: Route): Sample[] {
  return samples[`${method === 'HEAD' ? 'GET' : method} ${path}`] ?? samples[path] ?? [];
}

/**
 * One accepted body for each route that takes one, every field filled. Specs that break bodies start here, and fail when
 * a route is missing.
 */
export async function acceptedBodies(app: TestApp, alert: SampleSubject): Promise<Record<string, Sample[]>> {
  const patientId = alert.patientId ?? (await app.find('Jones', 'Amelia'));
  const hospitalId = alert.hospitalId ?? (await app.hospital('RD816'));
  const circumstances = {
    hospitalId,
    unitKind: 'ed',
    reason: 'bleeding',
    bleedSite: 'mouth',
    admittedOrTransferred: false,
    apccMentioned: false,
    invasiveProcedure: false,
    stillUnwell: false,
  };
  const report = {
    toldBy: 'mother',
    callBack: '01632 960777',
    reportedAt: '2026-03-10T10:58:00Z',
    note: 'Rang from the car.',
    foundLater: false,
    firstTreatmentAt: '2026-03-10T10:40:00Z',
    firstTreatmentProduct: 'FVIII',
  };
  const known = { ...circumstances, patientId, arrivedAt: '2026-03-10T10:30:00Z', leftAt: '2026-03-10T10:50:00Z' };
  const unknown = {
    ...circumstances,
    unmatched: { name: 'Boy, perhaps Lund', birthDate: '2019-04-05', phone: '01632 960111' },
    arrivedMinutesAgo: 5,
  };
  const colleague = await app.user('j.ferrars@example.org');
  const [roleChange] = await app.sql<{ id: string }>(
    `INSERT INTO role_change_requests (user_id, from_role, to_role, requested_by)
     SELECT $1, 'haemostasis_nurse', 'phu_doctor', id FROM users WHERE email = 'r.quist@example.org' RETURNING id`,
    [colleague],
  );
  const [delivery] = await app.sql<{ id: string }>(
    `INSERT INTO home_deliveries (patient_id, company, expected_on) VALUES ($1, 'Riverside Homecare', '2026-03-09') RETURNING id`,
    [patientId],
  );
  const [bleed] = await app.sql<{ id: string }>(
    `INSERT INTO diary_bleeds (patient_id, bled_on, site) VALUES ($1, '2026-02-20', 'left knee') RETURNING id`,
    [patientId],
  );
  await app.sql(
    `INSERT INTO transitions (patient_id, stage, key_worker, changed_by) VALUES ($1, 'ready', 'Sister Lee', $2)
     ON CONFLICT DO NOTHING`,
    [patientId, colleague],
  );
  const [age] = await app.sql<{ id: string }>('SELECT id FROM vaccination_ages ORDER BY months LIMIT 1');
  const [request] = await app.sql<{ id: string }>(
    `INSERT INTO requests (patient_id, type, state, source, received_at, since, do_by, created_by)
     SELECT $1, 'general', 'requested', 'email', sec.now(), sec.now(), sec.now()::date, id FROM users
     WHERE email = 'j.ferrars@example.org' RETURNING id`,
    [patientId],
  );
  const [entry] = await app.sql<{ id: string }>(
    `INSERT INTO liaison_entries (alert_id, at, direction, with_role, result, recorded_by)
     VALUES ($1, sec.now(), 'outgoing', 'ward_nurse', 'no_answer', $2) RETURNING id`,
    [alert.alertId, colleague],
  );
  const hospital = await hospitalSamples(app, hospitalId);
  const [{ callId }] = (await app.sql<{ callId: string }>(
    `INSERT INTO alert_deliveries (alert_id, level, round, channel, because)
     VALUES ($1, 2, 99, 'telephone_task', 'No answer so far') RETURNING id AS "callId"`,
    [alert.alertId],
  )) as [{ callId: string }];
  // Well formed; what they sign is nobody's challenge.
  const passkey = { id: 'AAAA', rawId: 'AAAA', type: 'public-key', clientExtensionResults: {} };
  const shown = { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', userHandle: 'AAAA' };
  const offered = { clientDataJSON: 'e30', attestationObject: 'oA', transports: ['internal'] };
  const version = 1;
  const ofRequest = (body: Record<string, unknown>): Sample[] => [{ id: request!.id, body }];
  const plan = await draftPlan(app, patientId);
  const { letter, template, batch } = await letterRows(app, patientId, hospitalId);
  const ofPlan = (body: Record<string, unknown>): Sample[] => [{ id: plan, body: { version: STALE, ...body } }];
  const [arrangement] = await app.sql<{ id: string }>('SELECT id FROM open_access_arrangements WHERE patient_id = $1', [
    patientId,
  ]);
  const [unit] = await app.sql<{ id: string }>('SELECT id FROM hospital_units WHERE hospital_id = $1 LIMIT 1', [
    hospitalId,
  ]);
  const ofArrangement = (body: Record<string, unknown>): Sample[] => [{ id: arrangement!.id, body }];
  const ofAlert = (body: Record<string, unknown>): Sample[] => [{ id: alert.alertId, body }];
  const rota = await rotaSamples(app);
  return {
    ...(await linkBodies(app, patientId, alert.alertId)),
    ...(await surveyBodies(app, patientId)),
    ...(await noticeBodies(app, patientId)),
    ...(await familyBodies(app, patientId)),
    ...(await treatmentBodies(app, patientId)),
    ...(await mergeBodies(app)),
    ...(await unitBodies(app, hospitalId)),
    ...(await importBodies(app)),
    ...(await recoveryBodies(app)),
    ...(await settingBodies(app)),
    ...(await registrationBodies(app, hospitalId)),
    ...(await factBodies(app, patientId)),
    ...rota,
    '/api/session': [{ body: { email: 'a.boyd@example.org', password: 'shared care demo' } }],
    '/api/session/enrolment': [{ body: { kind: 'authenticator_app' } }],
    '/api/session/code': [{ body: { code: '123456' } }],
    '/api/account/authenticator-app': [{ body: { password: 'shared care demo' } }],
    '/api/account/authenticator-app/confirm': [{ body: { code: '123456' } }],
    '/api/account/recovery-codes': [{ body: { password: 'shared care demo' } }],
    '/api/session/passkey': [{ body: { response: { ...passkey, response: shown } } }],
    '/api/account/passkeys/begin': [{ body: { password: 'shared care demo' } }],
    '/api/account/passkeys': [{ body: { label: 'Phone', response: { ...passkey, response: offered } } }],
    '/api/account/passkeys/:id/remove': [{ id: randomUUID(), body: { password: 'shared care demo' } }],
    '/api/account/password': [{ body: { password: 'shared care demo', newPassword: 'marble kettle november' } }],
    '/api/patients/search': [{ body: { query: 'Smith', limit: 8 } }],
    '/api/patients/:id/open-access': [{ id: patientId, body: { hospitalId } }],
    '/api/open-access/:id/save': ofArrangement({
      version,
      content: {
        unitId: unit!.id,
        reasons: ['bleeding', 'head_injury'],
        otherReasons: 'A fall from a height.',
        whereInHours: 'Ward 7',
        whereOutOfHours: 'Emergency department',
        phoneFirst: 'Say open access.',
        phoneBands: [
          { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', label: 'Ward 7', phone: '01632 960204' },
        ],
        exclusions: ['life_in_danger'],
        otherExclusions: 'Not for vaccinations.',
        startsAt: '2026-03-10T00:00:00Z',
        grantHours: 48,
        reviewBy: '2027-03-09',
        issuedById: await app.user('k.shah@example.org'),
      },
    }),
    '/api/open-access/:id/send': ofArrangement({ version }),
    '/api/open-access/:id/discard': ofArrangement({ version }),
    '/api/open-access/:id/agree': ofArrangement({ version }),
    '/api/open-access/:id/record-agreement': ofArrangement({
      version,
      name: 'Sister Lee',
      role: 'ward manager',
      how: 'by telephone',
    }),
    '/api/open-access/:id/send-back': ofArrangement({ version, reason: 'The night number is old.' }),
    '/api/open-access/:id/confirm': ofArrangement({ version, holder: 'ward', saidBy: 'Sister Lee' }),
    '/api/open-access/:id/chase': ofArrangement({ version, words: 'Rang the secretary.' }),
    '/api/open-access/:id/renew-unchanged': ofArrangement({ version }),
    '/api/open-access/:id/suspend': ofArrangement({
      version,
      reason: 'Ward closed.',
      reviewOn: '2026-03-20',
      told: { family: 'Rang mother', linkConsultant: 'Email', ward: 'Rang', gp: 'Letter' },
    }),
    '/api/open-access/:id/resume': ofArrangement({ version, reason: 'Ward open again.' }),
    '/api/open-access/:id/withdraw': ofArrangement({ version, reason: 'Moved away.', familyTold: 'Letter' }),
    '/api/attendances/preview': [{ body: known }, { body: unknown }],
    '/api/attendances': [
      { body: { ...known, ...report, saidBack: ['birth_date', 'nhs_number'] } },
      { body: { ...unknown, ...report } },
    ],
    '/api/attendances/:id/match': [
      {
        id: alert.id,
        body: {
          patientId,
          saidBack: ['birth_date', 'family_name'],
          settledDoubts: ['name', 'sex', 'age', 'hospital'],
        },
      },
    ],
    '/api/attendances/:id/unmatch': [{ id: alert.id, body: { version, because: 'It is her cousin.' } }],
    '/api/attendances/:id/facts': [
      {
        id: alert.id,
        body: {
          version,
          because: 'They said the other site.',
          hospitalId,
          unitKind: 'ward',
          reason: 'head_injury',
          bleedSite: 'head',
          arrivedAt: '2026-03-10T10:20:00Z',
        },
      },
    ],
    '/api/attendances/:id/first-treatment': [{ id: alert.id, body: { at: '2026-03-10T10:40:00Z', product: 'FVIII' } }],
    '/api/attendances/:id/move': [{ id: alert.id, body: { state: 'left', leftAt: '2026-03-10T10:59:00Z' } }],
    '/api/users/:id/disable': [{ id: colleague, body: { version } }],
    '/api/users/:id/enable': [{ id: colleague, body: { version } }],
    '/api/users/:id/end-sessions': [{ id: colleague, body: { version } }],
    '/api/users/:id/unlock': [{ id: colleague, body: { version } }],
    '/api/users/:id/identities': [{ id: colleague, body: { version, subject: 'a-person-there' } }],
    '/api/users/:id/role-changes': [{ id: colleague, body: { version, role: 'link_consultant', hospitalId } }],
    '/api/role-changes/:id/approve': [{ id: roleChange!.id, body: { version } }],
    '/api/role-changes/:id/refuse': [{ id: roleChange!.id, body: { version } }],
    '/api/invitations': [{ body: { email: 'new@example.org', role: 'link_consultant', hospitalId } }],
    '/api/invitations/accept': [
      { body: { token: 'x'.repeat(43), displayName: 'N Ewcomer', password: 'twelve or more letters' } },
    ],
    '/api/emergency-plans': [{ body: { patientId } }],
    'GET /api/emergency-plans/:id': [{ id: plan, body: {} }],
    '/api/emergency-plans/:id/text': ofPlan({
      sections: { ...emptySections(), firstSteps: 'Ring, then treat.' },
      reviewBy: '2026-09-10',
      forTodaysFacts: true,
    }),
    '/api/emergency-plans/:id/discard': ofPlan({}),
    '/api/emergency-plans/:id/return': ofPlan({ because: 'Say who accesses the port.' }),
    '/api/emergency-plans/:id/approve': ofPlan({}),
    '/api/emergency-plans/:id/withdraw': ofPlan({ because: 'The product is no longer held.' }),
    ...hospital,
    '/api/deliveries/shown': [{ body: { alertIds: [alert.alertId] } }],
    '/api/deliveries/:id/call': [{ id: callId, body: { rang: 'Dr T Adeyemi, by switchboard' } }],
    '/api/letters': [
      {
        body: {
          patientId,
          kind: 'vaccination',
          recipient: 'gp',
          largePrint: false,
          note: 'Asked for by the mother.',
        },
      },
    ],
    'GET /api/letters/:id': [{ id: letter, body: {} }],
    'GET /api/letters/:id/pdf': [{ id: letter, body: {} }],
    '/api/letters/:id/withdraw': [{ id: letter, body: { version: STALE, because: 'The wrong ward.' } }],
    '/api/letter-templates': [{ body: { kind: 'dental' } }],
    '/api/letter-templates/:id/text': [
      { id: template, body: { version: STALE, title: 'School', body: 'About {child}.\n{numbers}' } },
    ],
    '/api/letter-templates/:id/approve': [{ id: template, body: { version: STALE } }],
    '/api/letter-batches': [{ body: { hospitalId, kind: 'vaccination', recipient: 'gp', largePrint: false } }],
    'GET /api/letter-batches/:id': [{ id: batch, body: {} }],
    'GET /api/letter-batches/:id/pdf': [{ id: batch, body: {} }],
    '/api/letter-batches/:id/cancel': [{ id: batch, body: { cancel: true } }],
    '/api/alerts/:id/acknowledge': ofAlert({ version }),
    '/api/alerts/:id/hand-back': ofAlert({ version }),
    '/api/alerts/:id/liaison-entries': ofAlert({
      direction: 'outgoing',
      withRole: 'ward_nurse',
      withName: 'Sister Lee',
      numberUsed: '01632 960204',
      result: 'spoke',
      at: '2026-03-10T10:55:00Z',
      adviceAsked: 'What first?',
      adviceGiven: 'Follow the plan.',
      agreedNextStep: 'Ring back at noon.',
      nextContactAt: '2026-03-10T12:00:00Z',
    }),
    '/api/liaison-entries/:id/strike-out': [{ id: entry!.id, body: { because: 'It was another child.' } }],
    '/api/alerts/:id/checklist': ofAlert({ item: 'family_contacted', answer: 'not_needed', note: 'They rang us.' }),
    '/api/alerts/:id/await': ofAlert({ version, what: 'family', from: 'Mother', wakeAt: '2026-03-11T09:00:00Z' }),
    '/api/alerts/:id/resume': ofAlert({ version }),
    '/api/alerts/:id/close': ofAlert({ version, outcome: 'resolved', note: 'Settled.' }),
    // Matches nobody: what it grants when it does, its own spec tells.
    '/api/break-glass': [
      {
        body: {
          nhsNumber: '999 888 7704',
          birthDate: '2019-04-05',
          reason: 'bleeding_now',
          words: 'Head injury, unconscious.',
        },
      },
    ],
    '/api/break-glass/:id/review': [
      { id: randomUUID(), body: { outcome: 'justified', words: 'Rang them; the child was there.' } },
    ],
    '/api/patients/:id/home-therapy': [
      {
        id: patientId,
        body: {
          version: 0,
          state: 'training',
          deliveryCompany: 'Riverside Homecare',
          nextDeliveryOn: '2026-03-24',
          stockDays: 21,
          stockCountedOn: '2026-03-08',
          haemtrack: 'invited',
          lastEntryOn: '2026-03-07',
        },
      },
    ],
    '/api/patients/:id/haemtrack-periods': [
      { id: patientId, body: { from: '2026-02-01', to: '2026-02-28', planned: 12, entered: 9 } },
    ],
    '/api/patients/:id/diary-bleeds': [{ id: patientId, body: { on: '2026-03-01', site: 'right elbow' } }],
    '/api/home-deliveries/:id/settle': [
      {
        id: delivery!.id,
        body: { version, outcome: 'late', arrivedOn: '2026-03-10', nextDeliveryOn: '2026-04-06', note: 'A day late.' },
      },
    ],
    '/api/lone-bleeds/settle': [
      { body: { from: 'diary', id: bleed!.id, settledAs: 'treated_at_home', note: 'Rang on Monday.' } },
    ],
    '/api/haemtrack-imports/check': [{ body: { csv: HAEMTRACK_FILE } }],
    '/api/haemtrack-imports': [{ body: { csv: HAEMTRACK_FILE } }],
    '/api/patients/:id/transition': [
      {
        id: patientId,
        body: {
          version,
          stage: 'go',
          keyWorker: 'Sister Lee',
          adultCentre: 'Riverside adult centre',
          transferOn: '2026-06-01',
          firstAdultVisitOn: '2026-03-09',
        },
      },
    ],
    '/api/patients/:id/transition/answers': [
      { id: patientId, body: { item: 'haemtrack', done: true, note: 'Signed up in clinic.', seen: null } },
    ],
    '/api/reminders/preview': [{ body: { key: 'weight_old' } }],
    '/api/reminders/switch': [{ body: { key: 'weight_old', version, switchedOn: true } }],
    '/api/reminders/digest/seen': [{ body: { weekOf: '2026-03-09' } }],
    '/api/patients/:id/dental-care': [
      {
        id: patientId,
        body: {
          version: 0,
          lastCheckOn: '2026-01-10',
          extractionOn: '2026-03-30',
          planSentOn: '2026-03-09',
        },
      },
    ],
    '/api/patients/:id/vaccination-advice': [
      { id: patientId, body: { ageId: age!.id, state: 'exception', on: '2026-03-09', note: 'Given abroad.' } },
    ],
    '/api/requests': [
      {
        body: {
          patientId,
          type: 'general',
          source: 'email',
          receivedAt: '2026-03-10T10:30:00Z',
          neededBy: '2026-03-20',
          details: 'May she go swimming?',
          takeIt: false,
        },
      },
    ],
    '/api/requests/step': [{ body: { requests: [{ id: request!.id, version }], to: 'answered', note: 'Yes.' } }],
    'GET /api/requests/:id': ofRequest({}),
    '/api/requests/:id/step': ofRequest({ version, to: 'answered', note: 'Yes.' }),
    '/api/requests/:id/take': ofRequest({ version }),
    '/api/requests/:id/give-back': ofRequest({ version }),
    '/api/requests/:id/wait': ofRequest({ version, on: 'family', because: 'Which pool?', until: '2026-03-12' }),
    '/api/requests/:id/resume': ofRequest({ version }),
    '/api/requests/:id/change': ofRequest({ version, neededBy: '2026-03-21', details: 'May she swim?' }),
    '/api/requests/:id/notes': ofRequest({ note: 'Rang, no answer.' }),
    '/api/requests/:id/undo': ofRequest({ version }),
    '/api/alerts/:id/offer': ofAlert({ version, to: colleague, reason: 'End of my shift.' }),
    '/api/alerts/:id/take-back-offer': ofAlert({ version }),
    '/api/alerts/:id/answer-offer': ofAlert({ version, answer: 'decline', reason: 'Leaving too.' }),
    '/api/alerts/:id/raise-tier': ofAlert({ version, trigger: 'judged_red', words: 'Getting worse.' }),
    '/api/alerts/:id/lower-tier': ofAlert({ version, tier: 'blue', reason: 'A graze, seen by us.' }),
    // Not the colleague whose account other samples disable.
    '/api/handover/offers': [
      {
        body: {
          alertIds: [alert.alertId],
          to: await app.user('k.shah@example.org'),
          reason: 'End of my shift.',
        },
      },
    ],
    '/api/handover/overnight-calls': [{ body: { answer: 'none' } }],
    '/api/attendances/:id/correct': [
      { id: alert.id, body: { version, kind: 'cancel', reason: 'They went home before being seen.' } },
      {
        id: alert.id,
        body: {
          version,
          kind: 'wrong_patient',
          reason: 'It was the brother.',
          toPatientId: await app.find('Okafor', 'Daniel'),
        },
      },
    ],
    '/api/corrections/:id/answer': [
      { id: await correctionOf(app, alert.alertId), body: { answer: 'refuse', reason: 'It did happen.' } },
    ],
    '/api/attendance-drafts': [{ body: { id: randomUUID(), sheet: sheetOf(patientId, hospitalId), sent: null } }],
    '/api/alerts/:id/reopen': ofAlert({ version, reason: 'Bleeding again.' }),
  };
}

/** A version that nobody has seen yet: a right body with it is refused with both values, and changes nothing. */
const STALE = 99;

/** A draft whose author signs in nowhere else. */
async function draftPlan(app: TestApp, patientId: string): Promise<string> {
  const [made] = await app.sql<{ id: string }>(
    `INSERT INTO emergency_plans (patient_id, version_number, sections, review_by, written_by, changed_by, authors, inhibitor,
       central_line)
     SELECT $1, 90, $2, '2026-09-10', u.id, u.id, ARRAY[u.id], 'none', 'none'
     FROM users u WHERE u.email = 'j.ferrars@example.org'
     RETURNING id`,
    [patientId, JSON.stringify(emptySections())],
  );
  return made!.id;
}

/** A contact of the hospital, a change of another that waits, a check, a statement and a closure to decide. */
async function hospitalSamples(app: TestApp, hospitalId: string): Promise<Record<string, Sample[]>> {
  const [contact, other] = await app.sql<{ id: string; details: Record<string, unknown> }>(
    `SELECT c.id, json_build_object('purpose', c.purpose, 'unitId', c.unit_id, 'label', c.label, 'phone', '01632 960888',
              'extension', '204', 'bleep', '5926', 'hours', c.hours, 'email', 'ward@example.org', 'onPublicList', false) AS details
     FROM hospital_contacts c WHERE c.hospital_id = $1 AND c.purpose IN ('ward', 'switchboard') ORDER BY c.purpose DESC`,
    [hospitalId],
  );
  const one = async (sql: string, parameters: unknown[] = []): Promise<string> =>
    (await app.sql<{ id: string }>(sql, parameters))[0]!.id;
  const change = await one(
    `INSERT INTO contact_changes (hospital_id, contact_id, kind, seen_version, was, becomes, because, proposed_by)
     SELECT $1, $2, 'change', 1, $3, $3, 'Told by the ward.', id FROM users WHERE email = 'j.ferrars@example.org' RETURNING id`,
    [hospitalId, other!.id, other!.details],
  );
  const check = await one('SELECT id FROM contact_checks LIMIT 1');
  const capability = await one(
    `INSERT INTO hospital_capabilities (hospital_id, kind, words, as_of) VALUES ($1, 'assay', 'Until noon', '2026-01-02')
     RETURNING id`,
    [hospitalId],
  );
  const closure = await one(`SELECT id FROM closure_reviews WHERE state = 'waiting'`);
  const [version, because] = [1, 'Told by the ward.'];
  const ofHospital = (body: Record<string, unknown>): Sample[] => [{ id: hospitalId, body }];
  return {
    '/api/hospitals/:id/contacts': ofHospital({ becomes: contact!.details, because }),
    '/api/hospitals/:id/network': ofHospital({ version, networkRole: 'shared_care', reason: 'Children live near it.' }),
    '/api/hospitals/:id/units': ofHospital({ kind: 'ward', name: 'Ward 7' }),
    '/api/hospitals/:id/capabilities': ofHospital({
      kind: 'assay',
      words: 'At all hours',
      asOf: '2026-03-01',
      replaces: capability,
    }),
    '/api/capabilities/:id/end': [{ id: capability, body: { reason: 'The laboratory moved.' } }],
    '/api/closure-reviews/:id/decide': [
      { id: closure, body: { version, accept: true, reason: 'Agreed with the trust.' } },
    ],
    '/api/contacts/:id/changes': [{ id: contact!.id, body: { version, becomes: contact!.details, because } }],
    '/api/contacts/:id/owner': [{ id: contact!.id, body: { version: STALE, mine: true } }],
    '/api/contacts/:id/checks': [{ id: contact!.id, body: { id: randomUUID(), version, outcome: 'correct' } }],
    '/api/contact-checks/:id/undo': [{ id: check, body: { version } }],
    '/api/contact-changes/:id/confirm': [{ id: change, body: { version, spokeTo: 'Sister Lee' } }],
    '/api/contact-changes/:id/withdraw': [{ id: change, body: { version, reason: 'A slip.' } }],
  };
}

/** A swap, extra cover and leave of days far ahead, and one change and one pattern to take back. */
async function rotaSamples(app: TestApp): Promise<Record<string, Sample[]>> {
  const version = 1;
  const [adeyemi, sethi] = [await app.user('t.adeyemi@example.org'), await app.user('n.sethi@example.org')];
  const [change] = await app.sql<{ id: string }>(
    `INSERT INTO rota_changes (group_id, kind, off_user_id, starts_at, ends_at, reason, made_by)
     VALUES (gen_random_uuid(), 'leave', $1, '2026-08-01T08:00Z', '2026-08-02T08:00Z', 'Annual leave', $1) RETURNING id`,
    [sethi],
  );
  const [pattern] = await app.sql<{ id: string }>(
    `INSERT INTO rota_patterns (effective_from, made_by) VALUES ('2030-01-07', $1) RETURNING id`,
    [sethi],
  );
  const times = { from: '2026-06-02T15:30:00Z', until: '2026-06-03T08:00:00Z' };
  return {
    '/api/rota/changes': [
      {
        body: {
          kind: 'swap',
          duty: 'on_call_registrar',
          offUserId: sethi,
          onUserId: adeyemi,
          ...times,
          back: { from: '2026-06-03T15:30:00Z', until: '2026-06-04T08:00:00Z' },
          reason: 'Agreed by telephone',
        },
      },
      { body: { kind: 'extra_cover', duty: 'on_call_registrar', onUserId: adeyemi, ...times, reason: 'Busy night' } },
      { body: { kind: 'leave', offUserId: sethi, ...times, reason: 'Annual leave' } },
    ],
    '/api/rota/changes/:id/withdraw': [{ id: change!.id, body: { version } }],
    '/api/rota/changes/:id/restore': [{ id: change!.id, body: { version } }],
    '/api/rota/patterns': [
      {
        body: {
          effectiveFrom: '2028-01-03',
          lines: [{ duty: 'on_call_registrar', userId: sethi, day: 1, from: '17:00', to: '09:00' }],
          replaces: { id: pattern!.id, version },
        },
      },
    ],
    '/api/rota/patterns/:id/withdraw': [{ id: pattern!.id, body: { version } }],
    '/api/rota/numbers': [{ body: { duty: 'consultant_lead', phone: '01632 960150', bleep: '4418', version: 0 } }],
  };
}

/** A letter of the child, a draft of a template and a batch that is worked off, as somebody else made them. */
async function letterRows(
  app: TestApp,
  patientId: string,
  hospitalId: string,
): Promise<{ letter: string; template: string; batch: string }> {
  const one = async (sql: string, parameters: unknown[]): Promise<string> =>
    (await app.sql<{ id: string }>(sql, parameters))[0]!.id;
  const author = await app.user('j.ferrars@example.org');
  const batch = await one(
    `INSERT INTO letter_batches (hospital_id, kind, recipient, large_print, asked_by)
     VALUES ($1, 'dental', 'dentist', false, $2) RETURNING id`,
    [hospitalId, author],
  );
  const model = {
    title: 'Dental letter',
    unitName: 'Riverside PHU',
    unitNumbers: [],
    recipient: 'The dentist (dentist)',
    patient: { name: 'A child', born: 'Born 5 April 2019', nhsNumber: 'Not known' },
    flags: [],
    blocks: [{ type: 'text', text: 'Ring before an extraction.' }],
    signature: 'Approved by Dr K Shah, Riverside PHU',
    versionNumber: 1,
    code: 'CCC-CCC-CCCC',
    validFrom: '2026-03-10',
    reviewBy: null,
    largePrint: false,
  };
  const letter = await one(
    `INSERT INTO letters (code, patient_id, kind, recipient, recipient_name, version_number, model, issued_by, batch_id, idempotency_key)
     VALUES ('CCCCCCCCCC', $1, 'dental', 'dentist', 'The dentist', 1, $2, $3, $4, gen_random_uuid()) RETURNING id`,
    [patientId, JSON.stringify(model), author, batch],
  );
  await app.sql(
    `INSERT INTO letter_batch_items (batch_id, patient_id, place, state, letter_id) VALUES ($1, $2, 1, 'issued', $3)`,
    [batch, patientId, letter],
  );
  const template = await one(
    `INSERT INTO letter_templates (kind, version_number, title, body, written_by, authors)
     VALUES ('vaccination', 2, 'Vaccinations', 'About {child}.', $1, ARRAY[$1::uuid]) RETURNING id`,
    [author],
  );
  return { letter, template, batch };
}
