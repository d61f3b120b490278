import type { EmergencyView } from '@shared-care/contracts/break-glass/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { cardOf } from '../emergency-plans/emergency-card';
import { openAccess } from '../patients/patient-page';
import { NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

/**
 * What one running grant of this user shows. From the instant of its end, or of a review that finds it not justified, it
 * is answered like one that never was.
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
    `SELECT id, reference, patient_id AS "patientId", expires_at AS "expiresAt" FROM break_glass_grants g
     WHERE id = $1 AND user_id = sec.uid() AND sec.grant_runs(g)`,
    [grantId],
  );
  if (!grant) throw new NotFound();
  const card = await cardOf(tx, grant.patientId, {
    patients: 'sec.emergency_view($1)',
    plans: 'sec.emergency_plans_of($1)',
    arrangements: 'sec.emergency_open_access($1)',
    // There the child is, or is expected.
    hospitalId: user.hospitalId,
  });
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'break_glass',
    entityId: grant.id,
    patientId: grant.patientId,
    breakGlassId: grant.id,
    detail: 'emergency view',
  });
  return {
    ...card,
    id: grant.id,
    reference: grant.reference,
    openAccess: await openAccess(tx, grant.patientId, new Date(card.now), 'sec.emergency_open_access($1)'),
    expiresAt: grant.expiresAt.toISOString(),
  };
}
