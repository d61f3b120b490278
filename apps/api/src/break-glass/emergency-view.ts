import type { EmergencyView } from '@shared-care/contracts/break-glass';
import type { CurrentUser } from '@shared-care/contracts/session';
import { recordAudit } from '../audit/audit';
import { whomToRing } from '../hospitals/hospitals';
import { openAccess } from '../patients/patient-page';
import { IDENTITY, RISKS, type PatientRow } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

/**
 * What one running grant of this user shows. From the instant of its end it is answered like one that never was.
 *
 * @throws NotFound
 */
export async function emergencyView(tx: Tx, user: CurrentUser, grantId: string): Promise<EmergencyView> {
  interface Grant {
    id: string;
    reference: string;
    patientId: string;
    expiresAt: Date;
  }
  const [grant] = await rows<Grant>(
    tx,
    `SELECT id, reference, patient_id AS "patientId", expires_at AS "expiresAt" FROM break_glass_grants
     WHERE id = $1 AND user_id = sec.uid() AND sec.now() < expires_at`,
    [grantId],
  );
  if (!grant) throw new NotFound();
  const [child] = await rows<PatientRow>(
    tx,
    `SELECT ${IDENTITY} AS patient, ${RISKS} AS risks FROM sec.emergency_view($1) AS p`,
    [grant.patientId],
  );
  if (!child) throw new NotFound();
  const now = await databaseNow(tx);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'break_glass',
    entityId: grant.id,
    patientId: grant.patientId,
    breakGlassId: grant.id,
    detail: 'emergency view',
  });
  return {
    ...child,
    id: grant.id,
    reference: grant.reference,
    openAccess: await openAccess(tx, grant.patientId, now, 'sec.emergency_open_access($1)'),
    ringNow: user.hospitalId
      ? await whomToRing(tx, { hospitalId: user.hospitalId, unitKind: 'ed', patientId: null }, now)
      : [],
    expiresAt: grant.expiresAt.toISOString(),
    now: now.toISOString(),
  };
}
