import { permits } from '@shared-care/contracts/permissions';
import type { OpenRecord } from '@shared-care/contracts/record-picture/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { cardOf, UNDER_POLICIES } from '../emergency-plans/emergency-card';
import { noticesOf } from '../notices/notices';
import { pageOf } from '../patients/patient-page';
import { orElse, rows, type Tx } from '../platform/tx';
import { recordPicture } from './record-picture';

/**
 * What is on the screen when a record opens, in one answer: one opening is one look in the audit log, and its row names
 * each part that was shown. A part that cannot be had is left out and named, for the rest of the record is still needed.
 */
export async function openRecord(tx: Tx, user: CurrentUser, patientId: string): Promise<OpenRecord> {
  const page = await pageOf(tx, patientId);
  const missing: OpenRecord['missing'] = [];
  const part = async <T>(name: OpenRecord['missing'][number], allowed: boolean, ask: (tx: Tx) => Promise<T>) => {
    if (!allowed) return null;
    const found = await orElse<T | null>(tx, `${name} of a record`, ask, null);
    if (found === null) missing.push(name);
    return found;
  };
  const picture = await part('picture', true, (inner) => recordPicture(inner, user, patientId));
  const card = await part('card', permits(user.role, 'emergencyPlan', 'read_card'), (inner) =>
    cardOf(inner, patientId, UNDER_POLICIES),
  );
  const notices = await part('notices', permits(user.role, 'notice', 'read'), (inner) =>
    noticesOf(inner, user, patientId),
  );
  const letters = await part('letters', permits(user.role, 'letter', 'read'), (inner) => lettersOf(inner, patientId));
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'patient',
    entityId: patientId,
    patientId,
    detail: [
      'record',
      picture && 'twelve months',
      card && (card.plan ? `emergency plan version ${card.plan.versionNumber}` : 'no emergency plan'),
      notices && 'notices',
    ]
      .filter(Boolean)
      .join(', '),
  });
  return {
    page,
    picture,
    card,
    notices,
    letters,
    missing,
  };
}

async function lettersOf(tx: Tx, patientId: string): Promise<number> {
  const [found] = await rows<{ all: number }>(tx, 'SELECT count(*)::int AS all FROM letters WHERE patient_id = $1', [
    patientId,
  ]);
  return found!.all;
}
