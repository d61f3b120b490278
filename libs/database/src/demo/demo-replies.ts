import { fillReply, REPLY_WAYS } from '@shared-care/domain/replies';
import type { EntityManager } from 'typeorm';

const TEXTS = [
  {
    type: 'repeat_prescription',
    title: 'Prescription is ready',
    body: 'The prescription you asked for ({reference}) is ready. You can collect it from {day} on. Bring the cool bag and the empty boxes.',
  },
  {
    type: 'repeat_prescription',
    title: 'Prescription is being made up',
    body: 'We have your request {reference}. The pharmacy is making it up and we expect it on {day}. If your supply at home would not last until then, ring us today.',
  },
  {
    type: null,
    title: 'We have your request',
    body: 'We have your request {reference} about {child}. A nurse of {unit} reads it and tells you more by {day}.',
  },
  {
    type: null,
    title: 'Ring us to talk it over',
    body: 'What you ask in {reference} is better talked over. Ring us on {day} and have the diary of {child} at hand.',
  },
] as const;

/** Approved by a doctor as a person would, through the same policies and guards; one draft waits, one family was told. */
export async function demoReplies(tx: EntityManager, users: Map<string, string>): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  const doctor = users.get('k.shah@example.org')!;
  await tx.query('SET LOCAL ROLE shared_care_app');
  for (const { type, title, body } of TEXTS) {
    await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
    const [{ id }] = await tx.query<[{ id: string }]>(
      `INSERT INTO reply_texts (text_id, version_number, type, title, body, written_by, authors, changed_at)
       VALUES (gen_random_uuid(), 1, $1, $2, $3, $4, ARRAY[$4::uuid], sec.now() - interval '60 days') RETURNING id`,
      [type, title, body, nurse],
    );
    await tx.query(`SELECT set_config('app.uid', $1, true)`, [doctor]);
    await tx.query(
      `UPDATE reply_texts SET state = 'approved', approved_by = $2, approved_at = sec.now() - interval '58 days' WHERE id = $1`,
      [id, doctor],
    );
  }
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
  await tx.query(
    `INSERT INTO reply_texts (text_id, version_number, title, body, written_by, authors)
     VALUES (gen_random_uuid(), 1, 'School trip', 'We have read about the trip of {child}. Take the emergency card and the kit with you; a nurse rings you before {day}.', $1, ARRAY[$1::uuid])`,
    [nurse],
  );
  const [told] = await tx.query<{ id: string; reference: string; text: string; body: string; child: string }[]>(
    `SELECT r.id, r.reference, t.id AS text, t.body, p.given_name AS child
     FROM requests r JOIN patients p ON p.id = r.patient_id, reply_texts t
     WHERE r.type = 'repeat_prescription' AND r.state = 'ready' AND t.title = 'Prescription is ready' ORDER BY r.number LIMIT 1`,
  );
  if (told) {
    const [{ day }] = await tx.query<[{ day: string }]>(`SELECT sec.now()::date::text AS day`);
    const words = fillReply(told.body, 'telephone', {
      child: told.child,
      day,
      reference: told.reference,
      unit: 'Riverside PHU',
    });
    await tx.query(
      `INSERT INTO request_replies (request_id, text_id, way, words, made_by, idempotency_key, state)
       VALUES ($1, $2, 'telephone', $3, $4, gen_random_uuid(), 'told')`,
      [told.id, told.text, words, nurse],
    );
    await tx.query(`INSERT INTO request_events (request_id, by, kind, note) VALUES ($1, $2, 'noted', $3)`, [
      told.id,
      nurse,
      `Reply to the family, ${REPLY_WAYS.telephone.toLowerCase()}: Prescription is ready. ${words}`,
    ]);
  }
  await tx.query(`SELECT set_config('app.uid', '', true)`);
  await tx.query('SET LOCAL ROLE shared_care_feeds');
}
