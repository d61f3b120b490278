import type { OpenBreakGlass } from '@shared-care/contracts/break-glass/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { databaseNow, rows, type Tx } from '../platform/tx';

/** The children this user sees by emergency access just now. Each name shown is a look, and recorded as one. */
export async function openBreakGlass(tx: Tx, user: CurrentUser): Promise<OpenBreakGlass> {
  const now = await databaseNow(tx);
  const grants = await rows<OpenBreakGlass['grants'][number]>(
    tx,
    `SELECT g.id, g.reference, ${IDENTITY} AS patient, g.granted_at AS "grantedAt", g.expires_at AS "expiresAt"
     FROM break_glass_grants g CROSS JOIN LATERAL sec.emergency_view(g.patient_id) p
     WHERE g.user_id = sec.uid() AND sec.grant_runs(g)
     ORDER BY g.expires_at, g.id`,
  );
  for (const grant of grants)
    await recordAudit(tx, user, {
      action: 'read',
      entity: 'break_glass',
      entityId: grant.id,
      patientId: grant.patient.id,
      breakGlassId: grant.id,
      detail: 'open accesses',
    });
  return { grants, now: now.toISOString() };
}
