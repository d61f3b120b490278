import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { NotFound, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/** What a registration itself leaves. Anything else in a table was written since. */
const LEFT_BY_REGISTERING = new Set([
  'patients',
  'contact_details',
  'family_changes',
  'shared_care_links',
  'link_changes',
  'patient_changes',
  'patient_weights',
  'inhibitor_results',
]);

/**
 * The record was opened by mistake: it stays in the database, crossed out, and is there for nobody. Only while nothing but
 * the registration hangs on it; after that two records are merged, or an attendance goes to the right child first.
 */
export async function strikeOutRegistration(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  because: string,
): Promise<void> {
  const [found] = await rows<{ byHand: boolean }>(
    tx,
    'SELECT registered_by IS NOT NULL AS "byHand" FROM patients WHERE id = $1 FOR UPDATE',
    [patientId],
  );
  if (!found) throw new NotFound();
  if (!found.byHand)
    throw new Refused('This record was not registered by hand. When one child has two records, merge them.');
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'patient',
    entityId: patientId,
    patientId,
    detail: 'struck out',
    reason: because,
  });
  const [{ footprint }] = (await rows<{ footprint: Record<string, unknown> }>(
    tx,
    'SELECT sec.patient_footprint($1) AS footprint',
    [patientId],
  )) as [{ footprint: Record<string, unknown> }];
  const since = Object.keys(footprint).filter((place) => !LEFT_BY_REGISTERING.has(place));
  // Held until the end: what is written in between is seen by the function and refused there.
  const [{ differ }] = (await rows<{ differ: string[] }>(tx, 'SELECT sec.strike_out_patient($1, $2, $3) AS differ', [
    patientId,
    JSON.stringify(since.length > 0 ? {} : footprint),
    because,
  ])) as [{ differ: string[] }];
  if (differ.length > 0)
    throw new Refused(
      'Something was written in this record since. Merge it with the right one, or correct that first.',
    );
}
