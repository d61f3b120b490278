import { AlertEvent } from '@shared-care/database/entities/alert';
import { TIERS, TIER_TRIGGERS, type Tier, type TierDecision, type TierTrigger } from '@shared-care/domain/alert-tier';
import { withoutSetAside } from '@shared-care/domain/tier-change';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';

/**
 * Lifts an alert to a higher tier and tells its people again, if the decision is higher than what it has; a tier falls
 * only by a person (W2), and what that person judged does not raise it again. An alert that is done is left as it
 * ended. The clock may only become shorter.
 *
 * @param by who lifted it; null when time did
 * @param told.judged set when a person decided, with what they said: it counts whatever was judged before
 */
export async function raiseTier(
  tx: Tx,
  by: string | null,
  alertId: string,
  told: { decision: TierDecision; acknowledgeBy: Date; judged?: string },
): Promise<boolean> {
  const decision = told.judged === undefined ? await unlessJudged(tx, alertId, told.decision) : told.decision;
  if (decision === null) return false;
  const [[lifted]] = await tx.query<[{ kind: string; tier: Tier; level: number; round: number }[], number]>(
    `UPDATE alerts SET tier = $2, trigger = $3, triggers = $4, acknowledge_by = least(acknowledge_by, $5),
            next_escalation_at = least(next_escalation_at, $5), round = round + 1, version = version + 1
     WHERE id = $1 AND state IN ('open', 'acknowledged', 'awaiting')
       AND array_position(ARRAY['blue', 'amber', 'red'], $2) > array_position(ARRAY['blue', 'amber', 'red'], tier)
     RETURNING kind, tier, level, round`,
    [alertId, decision.tier, decision.trigger, decision.triggers, told.acknowledgeBy],
  );
  if (!lifted) return false;
  await tx.query('SELECT sec.tell($1, $2, $3, $4, $5)', [
    alertId,
    lifted.kind,
    lifted.tier,
    lifted.level,
    lifted.round,
  ]);
  await insertRow(tx, AlertEvent, {
    alertId,
    at: await databaseNow(tx),
    kind: 'tier_raised',
    by,
    detail: `${TIERS[decision.tier]}: ${TIER_TRIGGERS[decision.trigger].words}${told.judged ? `. ${told.judged}` : ''}`,
  });
  return true;
}

async function unlessJudged(tx: Tx, alertId: string, decision: TierDecision): Promise<TierDecision | null> {
  const [alert] = await rows<{ setAside: TierTrigger[] }>(
    tx,
    'SELECT triggers_set_aside AS "setAside" FROM alerts WHERE id = $1',
    [alertId],
  );
  return withoutSetAside(decision, alert?.setAside ?? []);
}
