import { randomInt, randomUUID } from 'node:crypto';
import { newLetterCode, writeLetterCode } from '@shared-care/domain/letter-code';
import { LETTER_KINDS, recipientWord, type LetterModel } from '@shared-care/domain/letters';
import type { EntityManager } from 'typeorm';
import { dayFrom, type DemoPatient } from './load-demo';

interface Followed {
  child: string;
  /** Kilograms before the weight on the record, the oldest first. */
  weights: readonly [string, string, string, string];
  /** Bethesda units, the oldest first, one for each quarter. */
  titres?: readonly number[];
  /** As the family wrote them, and how many days ago. */
  diary?: readonly (readonly [site: string, daysAgo: number])[];
  letter?: 'dental' | 'vaccination';
}

/** The children most often shown: what was measured, bled and written in a year, so that their pictures have a way to go. */
const FOLLOWED: readonly Followed[] = [
  {
    child: 'Okafor Daniel',
    weights: ['34.1', '35', '35.8', '36.7'],
    titres: [0.6, 1.1, 2.8, 4.2],
    diary: [
      ['left knee', 118],
      ['left knee', 176],
      ['left knee', 243],
      ['right ankle', 142],
      ['right ankle', 301],
      ['right elbow', 262],
      ['left knee', 330],
    ],
    letter: 'dental',
  },
  {
    child: 'Smith Ava',
    weights: ['22.1', '22.6', '23.1', '23.7'],
    diary: [
      ['nosebleed', 160],
      ['left shin', 210],
    ],
    letter: 'vaccination',
  },
  {
    child: 'Smith Avery',
    weights: ['22.9', '23.4', '23.9', '24.4'],
    diary: [
      ['right knee', 128],
      ['left ankle', 205],
      ['right knee', 290],
    ],
    letter: 'dental',
  },
  { child: 'Thompson Jack', weights: ['12.9', '13.4', '13.9', '14.5'] },
  { child: 'Müller Zoë', weights: ['47.9', '48.7', '49.3', '50'], diary: [['nosebleed', 134]] },
  { child: 'Kowalski Łukasz', weights: ['27.2', '27.8', '28.3', '29'], diary: [['right ankle', 150]] },
];
/** How long ago each was weighed, before the weight on the record. */
const WEIGHED = [340, 260, 190, 110] as const;
const TESTED = [300, 210, 130, 42] as const;

export async function demoPictures(
  tx: EntityManager,
  { users, patients, now }: { users: Map<string, string>; patients: readonly DemoPatient[]; now: Date },
): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  for (const followed of FOLLOWED) {
    const { id } = patients.find(({ child: one }) => `${one.family} ${one.given}` === followed.child)!;
    for (const [place, ago] of WEIGHED.entries())
      await tx.query(
        `INSERT INTO patient_weights (patient_id, kg, weighed_on, recorded_by, recorded_at, source)
         VALUES ($1, $2, $3, $4, $5, 'clinic')`,
        [id, followed.weights[place], dayFrom(now, -ago), nurse, dayFrom(now, -ago)],
      );
    for (const [place, titre] of (followed.titres ?? []).entries())
      await tx.query(
        `INSERT INTO inhibitor_results (patient_id, state, titre, tested_on, recorded_by, recorded_at, source)
         VALUES ($1, 'present', $2, $3::date, $4, $3::date, 'laboratory')`,
        [id, titre, dayFrom(now, -TESTED[place]!), nurse],
      );
    for (const [site, ago] of followed.diary ?? [])
      await tx.query('INSERT INTO diary_bleeds (patient_id, bled_on, site) VALUES ($1, $2, $3)', [
        id,
        dayFrom(now, -ago),
        site,
      ]);
  }
  await tx.query('SET LOCAL ROLE shared_care_app');
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
  for (const { child: name, letter } of FOLLOWED) {
    const { id, child } = patients.find(({ child: one }) => `${one.family} ${one.given}` === name)!;
    if (letter) await issue(tx, { patientId: id, name: `${child.given} ${child.family}`, kind: letter, nurse, now });
  }
  await tx.query(`SELECT set_config('app.uid', '', true)`);
  await tx.query('SET LOCAL ROLE shared_care_feeds');
}

/** One letter of some months ago, as it was on that day. */
async function issue(
  tx: EntityManager,
  given: { patientId: string; name: string; kind: 'dental' | 'vaccination'; nurse: string; now: Date },
): Promise<void> {
  const { patientId, kind, nurse, now } = given;
  const issued = dayFrom(now, kind === 'dental' ? -96 : -200);
  const recipient = kind === 'dental' ? 'dentist' : 'gp';
  const [{ born, nhs }] = await tx.query<[{ born: string; nhs: string | null }]>(
    `SELECT 'Born ' || to_char(birth_date, 'FMDD FMMonth YYYY') AS born,
            regexp_replace(nhs_number, '(...)(...)(....)', '\\1 \\2 \\3') AS nhs FROM patients WHERE id = $1`,
    [patientId],
  );
  const [{ id: templateId, title, body }] = await tx.query<[{ id: string; title: string; body: string }]>(
    `SELECT id, title, body FROM letter_templates WHERE kind = $1 AND state = 'approved'`,
    [kind],
  );
  const code = newLetterCode(randomInt);
  const to = kind === 'dental' ? 'Exampleton Dental Practice' : 'Exampleton Surgery';
  const model: LetterModel = {
    title: title || LETTER_KINDS[kind],
    unitName: 'Riverside PHU',
    recipient: `${to} (${recipientWord(recipient)})`,
    salutes: true,
    patient: { name: given.name, born, nhsNumber: nhs ?? 'Not known' },
    flags: [],
    // Fields that are filled on issue are left out: this is a letter of some months ago.
    blocks: body
      .split('\n\n')
      .filter((text) => !/[{}]/.test(text))
      .map((text) => ({ type: 'text' as const, text })),
    signature: 'A Boyd, haemostasis nurse',
    versionNumber: 1,
    code: writeLetterCode(code),
    validFrom: issued,
    reviewBy: null,
    largePrint: false,
  };
  await tx.query(
    `INSERT INTO letters (code, patient_id, kind, recipient, recipient_name, version_number, model, template_id,
                          issued_by, issued_at, idempotency_key)
     VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, $10)`,
    [
      code,
      patientId,
      kind,
      recipient,
      to,
      JSON.stringify(model),
      templateId,
      nurse,
      `${issued}T11:00:00Z`,
      randomUUID(),
    ],
  );
}
