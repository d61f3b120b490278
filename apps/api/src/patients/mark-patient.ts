import { Patient } from '@shared-care/database/entities/patient';
import type { NoticeKind } from '@shared-care/domain/notices';
import type { QueryDeepPartialEntity } from 'typeorm';
import { Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { NEXT_VERSION, NOW } from '../platform/write-row';
import { sayFactSource } from './fact-source';

type Mark = QueryDeepPartialEntity<Patient>;

/** What a notice of each kind writes on the record, from the same moment on. The calendar needs no mark: it has the birth date. */
const MARKS: Readonly<Record<NoticeKind, (on: string) => Mark | null>> = {
  died: (on) => ({ diedOn: on }),
  restricted: () => ({ restrictedAt: NOW }),
  nhs_number_invalid: () => ({ nhsNumberStatus: 'invalid' }),
  nhs_number_superseded: () => ({ nhsNumberStatus: 'superseded' }),
  moved_away: (on) => ({ movedAwayOn: on }),
  of_age: () => null,
};

const UNMARKS: Readonly<Record<NoticeKind, Mark | null>> = {
  died: { diedOn: null },
  restricted: { restrictedAt: null },
  nhs_number_invalid: null,
  nhs_number_superseded: null,
  moved_away: { movedAwayOn: null },
  of_age: null,
};

export async function markPatient(tx: Tx, patientId: string, kind: NoticeKind, on: string): Promise<void> {
  await set(tx, patientId, MARKS[kind](on));
}

export async function unmarkPatient(tx: Tx, patientId: string, kind: NoticeKind): Promise<void> {
  await set(tx, patientId, UNMARKS[kind]);
}

async function set(tx: Tx, patientId: string, mark: Mark | null): Promise<void> {
  if (mark === null) return;
  await sayFactSource(tx, { kind: 'notice', words: null });
  await tx.update(Patient, { id: patientId }, { ...mark, version: NEXT_VERSION });
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
  const nhsNumberStatus = nhsNumber === null ? 'absent' : 'not_verified';
  await tx.update(Patient, { id: patientId }, { nhsNumber, nhsNumberStatus, version: NEXT_VERSION });
}
