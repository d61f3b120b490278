import { permits } from '@shared-care/contracts/permissions';
import type { OpenRecord } from '@shared-care/contracts/record-picture/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { cardOf, UNDER_POLICIES } from '../emergency-plans/emergency-card';
import { noticesOf } from '../notices/notices';
import { pageOf } from '../patients/patient-page';
import { sideBySide } from '../platform/questions';
import { orElse, rows, type Tx } from '../platform/tx';
import { recordPicture } from './record-picture';

/**
 * What is on the screen when a record opens, in one answer: one opening is one look in the audit log, and its row names
 * each part that was shown. A part that cannot be had is left out and named, for the rest of the record is still needed.
 */
export async function openRecord(tx: Tx, user: CurrentUser, patientId: string): Promise<OpenRecord> {
  const page = await pageOf(tx, patientId);
  const parts = partsFor(user, patientId);
  const { picture, card, notices, letters, missing } = await partsOf(tx, parts);
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

/** Null: not for this role. */
function partsFor(user: CurrentUser, patientId: string) {
  const allowed = <T>(may: boolean, ask: (tx: Tx) => Promise<T>) => (may ? ask : null);
  return {
    picture: allowed(true, (tx) => recordPicture(tx, user, patientId)),
    card: allowed(permits(user.role, 'emergencyPlan', 'read_card'), (tx) => cardOf(tx, patientId, UNDER_POLICIES)),
    notices: allowed(permits(user.role, 'notice', 'read'), (tx) => noticesOf(tx, user, patientId)),
    letters: allowed(permits(user.role, 'letter', 'read'), (tx) => lettersOf(tx, patientId)),
  };
}

type Parts = ReturnType<typeof partsFor>;
type Found = { [Name in keyof Parts]: Awaited<ReturnType<NonNullable<Parts[Name]>>> | null };

/**
 * What only reads is asked together; when that fails each by itself, so that one that cannot be had leaves the others.
 * Notices write down a birthday that has come.
 */
async function partsOf(tx: Tx, parts: Parts): Promise<Found & Pick<OpenRecord, 'missing'>> {
  const names = Object.keys(parts) as OpenRecord['missing'];
  const asked = Object.fromEntries(names.map((name) => [name, parts[name] ?? (() => Promise.resolve(null))]));
  const { notices: _, ...reads } = asked;
  const together = await orElse(tx, 'parts of a record together', (one) => sideBySide(one, reads), null);
  const found: Record<string, unknown> = together ?? {};
  const missing: OpenRecord['missing'] = [];
  for (const name of names.filter((one) => !(one in found))) {
    found[name] = await orElse<unknown>(tx, `${name} of a record`, asked[name]!, null);
    if (found[name] === null && parts[name]) missing.push(name);
  }
  return { ...(found as Found), missing };
}

async function lettersOf(tx: Tx, patientId: string): Promise<number> {
  const [found] = await rows<{ all: number }>(tx, 'SELECT count(*)::int AS all FROM letters WHERE patient_id = $1', [
    patientId,
  ]);
  return found!.all;
}
