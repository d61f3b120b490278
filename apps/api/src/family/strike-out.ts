import type { RestoreEntry, StrikeOutEntry } from '@shared-care/contracts/family/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { PlaceRole } from '@shared-care/domain/family';
import { recordAudit } from '../audit/audit';
import { NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { childToWrite, savedByAnother } from './child-to-write';
import { refuseSecond } from './places';

const TABLES = { person: 'family_people', place: 'patient_places', giver: 'treatment_givers' } as const;
type Part = keyof typeof TABLES;

/** It was never so. It stays readable, struck through, and counts nowhere. */
export async function strikeOutEntry(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: StrikeOutEntry,
): Promise<void> {
  await seen(tx, patientId, asked, false);
  await tx.query(
    `UPDATE ${TABLES[asked.part]} SET struck_out_by = $2, struck_out_at = sec.now(), struck_out_because = $3, changed_by = $2,
            changed_at = sec.now(), version = version + 1 WHERE id = $1`,
    [asked.id, user.id, asked.because],
  );
  await audited(tx, user, patientId, asked, 'struck out');
}

export async function restoreEntry(tx: Tx, user: CurrentUser, patientId: string, asked: RestoreEntry): Promise<void> {
  await seen(tx, patientId, asked, true);
  if (asked.part === 'place') await refuseSecondPlace(tx, patientId, asked.id);
  await tx.query(
    `UPDATE ${TABLES[asked.part]} SET struck_out_by = NULL, struck_out_at = NULL, struck_out_because = NULL, changed_by = $2,
            changed_at = sec.now(), version = version + 1 WHERE id = $1`,
    [asked.id, user.id],
  );
  await audited(tx, user, patientId, asked, 'put back');
}

async function refuseSecondPlace(tx: Tx, patientId: string, id: string): Promise<void> {
  const [place] = await rows<{ role: PlaceRole; now: boolean }>(
    tx,
    'SELECT role, until_on IS NULL AS now FROM patient_places WHERE id = $1',
    [id],
  );
  if (place?.now) await refuseSecond(tx, patientId, place.role, id);
}

interface Asked {
  part: Part;
  id: string;
  version: number;
}

/** @throws Conflict when somebody else changed it; Refused when it is as asked already */
async function seen(tx: Tx, patientId: string, { part, id, version }: Asked, struck: boolean): Promise<void> {
  await childToWrite(tx, patientId);
  const [row] = await rows<{ version: number; struck: boolean }>(
    tx,
    `SELECT version, struck_out_at IS NOT NULL AS struck FROM ${TABLES[part]} WHERE id = $1 AND patient_id = $2 FOR UPDATE`,
    [id, patientId],
  );
  if (!row) throw new NotFound();
  if (row.version !== version) throw savedByAnother({ version: row.version });
  if (row.struck !== struck)
    throw new Refused(struck ? 'This entry is not struck out.' : 'This entry is struck out already.');
}

function audited(tx: Tx, user: CurrentUser, patientId: string, { part, id }: Asked, detail: string): Promise<void> {
  return recordAudit(tx, user, { action: 'update', entity: `family_${part}`, entityId: id, patientId, detail });
}
