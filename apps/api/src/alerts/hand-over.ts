import type { AnswerOffer, OfferAlert } from '@shared-care/contracts/alerts/shapes';
import type { Colleague } from '@shared-care/contracts/handover/answers';
import type { OfferAlerts } from '@shared-care/contracts/handover/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { ALERT_STATES } from '@shared-care/domain/alert-states';
import { mayChangeHands, noteInWords } from '@shared-care/domain/handover';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { InvalidInput, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { changeAlert, expectVersion, lockAlert, type LockedAlert } from './alert-row';
import { askLastNote } from './handover-notes';

/** Nurses and doctors of the unit who can own an alert, by name. */
export function colleagues(tx: Tx): Promise<Omit<Colleague, 'duty'>[]> {
  return rows(
    tx,
    `SELECT id, display_name AS "displayName", role FROM users
     WHERE role IN ('haemostasis_nurse', 'phu_doctor') AND disabled_at IS NULL ORDER BY display_name, id`,
  );
}

/**
 * Hands an alert over to a colleague, who has yet to accept: until then the owner is the owner, so that nothing is ever
 * between two people (H15). A PHU doctor may offer what somebody else owns, for an owner who cannot be reached.
 */
export async function offerAlert(tx: Tx, user: CurrentUser, alertId: string, asked: OfferAlert): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  expectVersion(alert, asked.version);
  const refusal = whyNotOffer(alert, user, asked.to);
  if (refusal !== null) throw new Refused(refusal);
  await offer(tx, user, alert, await receiver(tx, asked.to), asked.reason);
}

/**
 * All of these of which the person is the owner, each with its own note: one sentence for all would stand on children
 * it does not fit. What has changed hands meanwhile, or has no note, is left and named.
 */
export async function offerAlerts(
  tx: Tx,
  user: CurrentUser,
  asked: z.output<typeof OfferAlerts>,
): Promise<{ offered: number; notOffered: string[] }> {
  const to = await receiver(tx, asked.to);
  const notOffered: string[] = [];
  // In one order, so that two people handing over at once never wait for each other in a ring.
  for (const alertId of [...new Set(asked.alertIds)].sort()) {
    const alert = await lockAlert(tx, alertId);
    const note = await askLastNote(alertId).ask(tx);
    const refusal =
      whyNotOffer(alert, user, to.id) ?? (note === null ? 'Write its handover note first. It stays with you.' : null);
    if (refusal === null) await offer(tx, user, alert, to, `${noteInWords(note!)} ${asked.reason}`.trim());
    else notOffered.push(`${await referenceOf(tx, alertId)}: ${refusal}`);
  }
  return { offered: new Set(asked.alertIds).size - notOffered.length, notOffered };
}

function whyNotOffer(alert: LockedAlert, user: CurrentUser, to: string): string | null {
  if (!mayChangeHands(alert.state))
    return `This alert is “${ALERT_STATES[alert.state]}”. Only an alert that somebody owns is handed over.`;
  if (alert.ownerId !== user.id && user.role !== 'phu_doctor')
    return `Owner: ${alert.ownerName ?? 'none'}. The owner of the alert or a PHU doctor hands it over.`;
  return alert.ownerId === to ? `${alert.ownerName ?? ''} owns this alert already.` : null;
}

async function offer(
  tx: Tx,
  user: CurrentUser,
  alert: LockedAlert,
  to: { id: string; displayName: string },
  reason: string,
): Promise<void> {
  await changeAlert(
    tx,
    user,
    alert.id,
    { offeredTo: to.id, offeredAt: alert.now, offeredBecause: reason },
    { kind: 'offered', detail: `to ${to.displayName}: ${reason}` },
  );
  await audit(tx, user, alert, 'offer');
  // A person who takes an alert over for themselves has accepted by doing so.
  if (to.id === user.id) await accept(tx, user, { ...alert, offeredTo: user.id });
}

/** Only the person it is offered to can answer; accepting makes them the owner in the same statement. */
export async function answerOffer(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  asked: z.output<typeof AnswerOffer>,
): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  expectVersion(alert, asked.version);
  if (alert.offeredTo !== user.id) throw new Refused('This alert is not handed over to you.');
  if (asked.answer === 'accept') return accept(tx, user, alert);
  await changeAlert(tx, user, alertId, NO_OFFER, { kind: 'offer_declined', detail: asked.reason });
  await audit(tx, user, alert, 'decline offer');
}

export async function takeBackOffer(tx: Tx, user: CurrentUser, alertId: string, seen: number): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  expectVersion(alert, seen);
  if (alert.offeredTo === null) throw new Refused('This alert is not handed over to anybody.');
  if (alert.ownerId !== user.id && user.role !== 'phu_doctor')
    throw new Refused(`Owner: ${alert.ownerName ?? 'none'}. The owner of the alert takes the handover back.`);
  await changeAlert(tx, user, alertId, NO_OFFER, { kind: 'offer_taken_back' });
  await audit(tx, user, alert, 'take back offer');
}

const NO_OFFER = { offeredTo: null, offeredAt: null, offeredBecause: null };

async function accept(tx: Tx, user: CurrentUser, alert: LockedAlert): Promise<void> {
  await changeAlert(
    tx,
    user,
    alert.id,
    // What it waits for, and until when, goes with it.
    { ownerId: user.id, acknowledgedAt: alert.now, ...NO_OFFER },
    { kind: 'offer_accepted', detail: `from ${alert.ownerName ?? ''}` },
  );
  await audit(tx, user, alert, 'accept offer');
}

function audit(tx: Tx, user: CurrentUser, alert: LockedAlert, detail: string): Promise<void> {
  return recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alert.id,
    patientId: alert.patientId,
    detail,
  });
}

async function receiver(tx: Tx, id: string): Promise<{ id: string; displayName: string }> {
  const found = (await colleagues(tx)).find((colleague) => colleague.id === id);
  if (!found) throw new InvalidInput([{ field: 'to', message: 'Choose a nurse or doctor of the unit from the list.' }]);
  return found;
}

async function referenceOf(tx: Tx, alertId: string): Promise<string> {
  const [found] = await rows<{ reference: string }>(
    tx,
    `SELECT coalesce(a.reference, g.reference, m.reference) AS reference FROM alerts al
     LEFT JOIN attendances a ON a.id = al.attendance_id LEFT JOIN break_glass_grants g ON g.id = al.break_glass_grant_id
     LEFT JOIN break_glass_misses m ON m.id = al.break_glass_miss_id WHERE al.id = $1`,
    [alertId],
  );
  return found?.reference ?? '';
}
