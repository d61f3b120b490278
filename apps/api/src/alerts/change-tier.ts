import type { LowerTier, RaiseTier } from '@shared-care/contracts/alerts/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Alert } from '@shared-care/database/entities/alert';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import { TIERS, type Tier } from '@shared-care/domain/alert-tier';
import { lowered, raised, whyNotLower, whyNotRaise } from '@shared-care/domain/tier-change';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { Refused } from '../platform/problems';
import type { Tx } from '../platform/tx';
import { alertLimits } from '../platform/unit-settings';
import { changeAlert, expectVersion, lockAlert, type LockedAlert } from './alert-row';
import { askForCorrection } from './corrections';
import { raiseTier } from './raise-tier';

/** Anyone on the team may say that it is more urgent, and names why. The clock runs from now, never later than it was. */
export async function raiseTierByHand(
  tx: Tx,
  user: CurrentUser,
  alertId: string,
  asked: z.output<typeof RaiseTier>,
): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  expectVersion(alert, asked.version);
  const refusal = whyNotRaise(alert, asked.trigger);
  if (refusal !== null) throw new Refused(refusal, [{ field: 'trigger', message: refusal }]);
  const decision = raised(alert.triggers, asked.trigger);
  await raiseTier(tx, user.id, alertId, {
    decision,
    acknowledgeBy: acknowledgeBy(decision.tier, alert.now, await bankHolidays(tx), await alertLimits(tx)),
    judged: asked.words,
  });
  // What somebody judged to be less counts no more once somebody judges it to be more.
  await tx.update(Alert, { id: alertId }, { triggersSetAside: [] });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alertId,
    patientId: alert.patientId,
    detail: `raise tier to ${decision.tier}`,
  });
}

/** A person lowers, with a reason, after somebody owns it; from Red a nurse needs a second person (`consentNeeded`). */
export async function askToLowerTier(tx: Tx, user: CurrentUser, alertId: string, asked: LowerTier): Promise<void> {
  const alert = await lockAlert(tx, alertId);
  expectVersion(alert, asked.version);
  const refusal = whyNotLower(alert, asked.tier);
  if (refusal !== null) throw new Refused(refusal, [{ field: 'tier', message: refusal }]);
  const needs = await askForCorrection(tx, user, alert, {
    kind: 'lower_tier',
    reason: asked.reason,
    toTier: asked.tier,
  });
  if (needs === 'nobody') await lowerTier(tx, user, alert, asked.tier, asked.reason);
}

/** @throws Refused when the alert has changed so that it may not be lowered any more */
export async function lowerTier(
  tx: Tx,
  user: CurrentUser,
  alert: LockedAlert,
  to: Tier,
  reason: string,
): Promise<void> {
  const refusal = whyNotLower(alert, to);
  if (refusal !== null) throw new Refused(refusal);
  const { setAside, ...decision } = lowered(alert.triggers, to);
  // Handed back, it is then late by the clock of its new tier, counted from when it was raised.
  const by = acknowledgeBy(to, alert.openedAt, await bankHolidays(tx), await alertLimits(tx));
  await changeAlert(
    tx,
    user,
    alert.id,
    {
      ...decision,
      triggersSetAside: [...new Set([...alert.triggersSetAside, ...setAside])],
      acknowledgeBy: by,
      nextEscalationAt: by,
    },
    { kind: 'tier_lowered', detail: `from ${TIERS[alert.tier]} to ${TIERS[to]}: ${reason}` },
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'alert',
    entityId: alert.id,
    patientId: alert.patientId,
    detail: `lower tier from ${alert.tier} to ${to}`,
  });
}
