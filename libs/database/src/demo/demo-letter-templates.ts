import { LETTER_STARTS } from '@shared-care/domain/letter-starts';
import type { EntityManager } from 'typeorm';

/** Approved by a doctor as a person would, through the same policies and guards; one newer draft waits. */
export async function demoLetterTemplates(tx: EntityManager, users: Map<string, string>): Promise<void> {
  const nurse = users.get('a.boyd@example.org')!;
  const doctor = users.get('k.shah@example.org')!;
  await tx.query('SET LOCAL ROLE shared_care_app');
  for (const [kind, { title, body }] of Object.entries(LETTER_STARTS)) {
    await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
    await tx.query(
      `INSERT INTO letter_templates (kind, version_number, title, body, written_by, authors, changed_at)
       VALUES ($1, 1, $2, $3, $4, ARRAY[$4::uuid], sec.now() - interval '90 days')`,
      [kind, title, body, nurse],
    );
    await tx.query(`SELECT set_config('app.uid', $1, true)`, [doctor]);
    await tx.query(
      `UPDATE letter_templates SET state = 'approved', approved_by = $2, approved_at = sec.now() - interval '88 days'
       WHERE kind = $1`,
      [kind, doctor],
    );
  }
  await tx.query(`SELECT set_config('app.uid', $1, true)`, [nurse]);
  await tx.query(
    `INSERT INTO letter_templates (kind, version_number, title, body, written_by, authors)
     VALUES ('school', 2, $1, $2, $3, ARRAY[$3::uuid])`,
    [
      LETTER_STARTS.school.title,
      `${LETTER_STARTS.school.body}\n\nTwo adults at school should read this letter each September.`,
      nurse,
    ],
  );
  await tx.query(`SELECT set_config('app.uid', '', true)`);
  await tx.query('SET LOCAL ROLE shared_care_feeds');
}
