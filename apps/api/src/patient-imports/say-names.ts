import type { SayNames } from '@shared-care/contracts/patient-imports/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { PatientImport } from '@shared-care/database/entities/patient-import';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { NEXT_VERSION } from '../platform/write-row';
import { lockImport, refuseUnless } from './import-rows';

type Said = z.output<typeof SayNames>['names'][number];

/** Says once what names in the list mean, for all of its rows and for lists to come; rows that waited are checked again. */
export async function sayNames(tx: Tx, user: CurrentUser, id: string, asked: z.output<typeof SayNames>): Promise<void> {
  const found = await lockImport(tx, id, asked.version);
  refuseUnless(found, ['checked', 'finished'], 'Check the rows first.');
  for (const [place, said] of asked.names.entries()) await keep(tx, user, said, place);
  await tx.query(
    `UPDATE patient_import_rows SET outcome = 'unread', told = '{}', unknown_names = '[]'
     WHERE import_id = $1 AND outcome = 'problem' AND cells IS NOT NULL AND unknown_names <> '[]'`,
    [id],
  );
  await tx.update(PatientImport, { id }, { state: 'checking', checkedAt: null, version: NEXT_VERSION });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'patient_import',
    entityId: id,
    detail: `what ${asked.names.length} names mean`,
  });
}

async function keep(tx: Tx, user: CurrentUser, { kind, written, meansId }: Said, place: number): Promise<void> {
  const known =
    kind === 'hospital'
      ? `SELECT 1 FROM hospitals WHERE id = $1 AND coalesce(closed_on > (sec.now() AT TIME ZONE 'Europe/London')::date, true)`
      : `SELECT 1 FROM treatments_in_force WHERE treatment_id = $1 AND state <> 'discarded'`;
  if ((await rows(tx, known, [meansId])).length === 0)
    throw new InvalidInput([{ field: `names.${place}.meansId`, message: `Choose a ${kind} from the list.` }]);
  const [folded] = await rows<{ empty: boolean }>(tx, `SELECT coalesce(fold_name($1), '') = '' AS empty`, [written]);
  if (folded!.empty)
    throw new InvalidInput([
      { field: `names.${place}.written`, message: 'The name holds no letter or digit. Mend it in the file.' },
    ]);
  const column = kind === 'hospital' ? 'hospital_id' : 'treatment_id';
  await tx.query(
    `INSERT INTO patient_import_names (kind, written, ${column}, said_by) VALUES ($1, fold_name($2), $3, $4)
     ON CONFLICT (kind, written) DO UPDATE SET ${column} = excluded.${column}, said_by = excluded.said_by, said_at = sec.now()`,
    [kind, written, meansId, user.id],
  );
}
