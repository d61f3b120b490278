import { randomUUID } from 'node:crypto';
import { demoNhsNumbers } from '@shared-care/database/demo/nhs-numbers';
import type { ContactFacts } from '@shared-care/domain/may-contact';
import fc from 'fast-check';
import type { DataSource } from 'typeorm';

/** A family to whom a message may go. */
export const WILLING: ContactFacts = {
  merged: false,
  died: false,
  restricted: false,
  movedAway: false,
  nhsNumberStatus: 'verified',
  adult: false,
  messages: 'agreed',
  hasEmail: true,
  bounced: false,
};

/** Each fact that keeps a message back, by itself. */
const FLAWS: readonly Partial<ContactFacts>[] = [
  { merged: true },
  { died: true },
  { restricted: true },
  { movedAway: true },
  { nhsNumberStatus: 'invalid' },
  { nhsNumberStatus: 'superseded' },
  { adult: true },
  { messages: 'refused' },
  { messages: 'not_asked' },
  { hasEmail: false },
  { bounced: true },
];

/** Most families willing, the others with one or more of what keeps a message back. */
export const anyFacts: fc.Arbitrary<ContactFacts> = fc
  .oneof(
    { weight: 3, arbitrary: fc.constant<Partial<ContactFacts>[]>([{ nhsNumberStatus: 'not_verified' }]) },
    { weight: 4, arbitrary: fc.subarray([...FLAWS], { minLength: 1, maxLength: 3 }) },
  )
  .map((flaws) => Object.assign({}, WILLING, ...flaws) as ContactFacts)
  // Only an address can come back.
  .map((facts) => ({ ...facts, bounced: facts.bounced && facts.hasEmail }));

/** Children with families of their own, past the numbers that the demo uses. */
export async function addFamilies(database: DataSource, count: number): Promise<string[]> {
  const numbers = demoNhsNumbers();
  for (let used = 0; used < 400; used++) numbers.next();
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const [place, id] of ids.entries()) {
    await database.query(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number, nhs_number_status, diagnosis)
       VALUES ($1, 'Willing', $2, '2015-06-01', $3, 'verified', 'other')`,
      [id, `Child ${String.fromCharCode(65 + place)}`, numbers.next().value],
    );
    await database.query('INSERT INTO contact_details (patient_id) VALUES ($1)', [id]);
    await database.query(
      `INSERT INTO participation (patient_id, interest, interest_since, interest_recorded_by)
       SELECT $1, 'yes', '2026-01-01', id FROM users LIMIT 1`,
      [id],
    );
  }
  return ids;
}

/** Makes the facts true of a child. `email` is the address if there is one at all; `into` takes a merged record. */
export async function setFacts(
  database: DataSource,
  child: string,
  facts: ContactFacts,
  { email, into }: { email: string; into: string },
): Promise<void> {
  // Nothing is written for a record that was merged into another: its facts change while it is open.
  await database.query('UPDATE patients SET merged_into_id = NULL WHERE id = $1', [child]);
  await database.query(
    `UPDATE patients SET died_on = CASE WHEN $2 THEN '2026-03-01'::date END,
       restricted_at = CASE WHEN $3 THEN sec.now() END, moved_away_on = CASE WHEN $4 THEN '2026-03-01'::date END,
       nhs_number_status = $5, birth_date = CASE WHEN $6 THEN '2000-06-01'::date ELSE '2015-06-01'::date END
     WHERE id = $1`,
    [child, facts.died, facts.restricted, facts.movedAway, facts.nhsNumberStatus, facts.adult],
  );
  await database.query(
    `UPDATE contact_details SET messages = $2, messages_on = CASE WHEN $2 <> 'not_asked' THEN '2026-01-01'::date END,
       email = $3, email_bounced_at = CASE WHEN $4 THEN sec.now() END WHERE patient_id = $1`,
    [child, facts.messages, facts.hasEmail ? email : null, facts.bounced],
  );
  if (facts.merged) await database.query('UPDATE patients SET merged_into_id = $2 WHERE id = $1', [child, into]);
}
