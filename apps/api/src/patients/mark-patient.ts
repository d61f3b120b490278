import type { NoticeKind } from '@shared-care/domain/notices';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { sayFactSource } from './fact-source';

/** What a notice of each kind writes on the record, from the same moment on. The calendar needs no mark: it has the birth date. */
const MARKS: Readonly<Record<NoticeKind, string | null>> = {
  died: 'died_on = $2::date',
  restricted: 'restricted_at = sec.now()',
  nhs_number_invalid: `nhs_number_status = 'invalid'`,
  nhs_number_superseded: `nhs_number_status = 'superseded'`,
  moved_away: 'moved_away_on = $2::date',
  of_age: null,
};

const UNMARKS: Readonly<Record<NoticeKind, string | null>> = {
  died: 'died_on = NULL',
  restricted: 'restricted_at = NULL',
  nhs_number_invalid: null,
  nhs_number_superseded: null,
  moved_away: 'moved_away_on = NULL',
  of_age: null,
};

export async function markPatient(tx: Tx, patientId: string, kind: NoticeKind, on: string): Promise<void> {
  await set(tx, patientId, MARKS[kind], on);
}

export async function unmarkPatient(tx: Tx, patientId: string, kind: NoticeKind): Promise<void> {
  await set(tx, patientId, UNMARKS[kind], null);
}

async function set(tx: Tx, patientId: string, mark: string | null, on: string | null): Promise<void> {
  if (mark === null) return;
  await sayFactSource(tx, { kind: 'notice', words: null });
  const parameters = mark.includes('$2') ? [patientId, on] : [patientId];
  await tx.query(`UPDATE patients SET ${mark}, version = version + 1 WHERE id = $1`, parameters);
}

/**
 * The number that is right, or none. @throws Refused when another child has it
 */
export async function replaceNhsNumber(tx: Tx, patientId: string, nhsNumber: string | null): Promise<void> {
  const [other] = await rows(
    tx,
    `SELECT 1 FROM patients WHERE nhs_number = $1 AND id <> $2 AND merged_into_id IS NULL
       AND nhs_number_status NOT IN ('invalid', 'superseded')`,
    [nhsNumber, patientId],
  );
  if (other) throw new Refused('Another patient of the unit has this NHS number. Check both records.');
  await sayFactSource(tx, { kind: 'notice', words: null });
  await tx.query(
    `UPDATE patients SET nhs_number = $2, nhs_number_status = CASE WHEN $2::text IS NULL THEN 'absent' ELSE 'not_verified' END,
            version = version + 1 WHERE id = $1`,
    [patientId, nhsNumber],
  );
}
