import { randomUUID } from 'node:crypto';
import type { BreakGlassAnswer } from '@shared-care/contracts/break-glass/answers';
import type { BreakGlass } from '@shared-care/contracts/break-glass/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { acknowledgeBy } from '@shared-care/domain/alert-clock';
import {
  breakGlassReviewDue,
  GRANTS_BEFORE_WARNING,
  MISSES_BEFORE_ALERT,
  MISSES_WITHIN_MINUTES,
} from '@shared-care/domain/break-glass';
import { TIER_TRIGGERS, type TierTrigger } from '@shared-care/domain/alert-tier';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { alertLimits } from '../platform/unit-settings';
import { raiseAlert } from '../alerts/raise-alert';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { InvalidInput } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { emergencyView } from './emergency-view';

type Asked = z.output<typeof BreakGlass>;

/**
 * Opens the emergency view of one child for four hours, and tells the PHU, in the caller's transaction: both or neither
 * (H16). A try that matches nobody is an answer as well, so that it is committed and counted. While a grant for that
 * child runs it is the answer: a second press, or a retry after a lost answer, opens nothing anew and alerts nobody again.
 */
export async function breakGlass(tx: Tx, user: CurrentUser, asked: Asked): Promise<BreakGlassAnswer> {
  const now = await databaseNow(tx);
  // Said before anything is looked up: a slip of the year is no try at a child.
  if (asked.birthDate > londonDate(now))
    throw new InvalidInput([{ field: 'birthDate', message: 'The birth date is in the future. Check it.' }]);
  const running = await runningGrant(tx, asked);
  if (running)
    return {
      access: await emergencyView(tx, user, running),
      warnings: await warnings(tx),
      now: now.toISOString(),
    };
  const attempt = { id: randomUUID(), alertId: randomUUID(), at: now };
  const [holidays, limits] = [await bankHolidays(tx), await alertLimits(tx)];
  const [{ patientId }] = (await rows<{ patientId: string | null }>(
    tx,
    'SELECT sec.break_glass($1, $2, $3, $4, $5, $6, $7) AS "patientId"',
    [
      attempt.id,
      attempt.alertId,
      asked.nhsNumber,
      asked.birthDate,
      asked.reason,
      asked.words,
      breakGlassReviewDue(now, holidays),
    ],
  )) as [{ patientId: string | null }];
  await recordAudit(tx, user, {
    action: patientId ? 'create' : 'search',
    entity: 'break_glass',
    entityId: attempt.id,
    patientId,
    outcome: patientId ? 'done' : 'failed',
    reason: asked.reason,
    breakGlassId: patientId ? attempt.id : null,
    detail: patientId ? null : 'no match',
  });
  const raise = (trigger: TierTrigger, about: { breakGlassGrantId: string } | { breakGlassMissId: string }) => {
    const { tier } = TIER_TRIGGERS[trigger];
    return raiseAlert(tx, user, {
      alertId: attempt.alertId,
      decision: { tier, trigger, triggers: [trigger] },
      openedAt: now,
      acknowledgeBy: acknowledgeBy(tier, now, holidays, limits),
      ...about,
    });
  };
  if (patientId === null) {
    const misses = await missesThatNobodyWasToldOf(tx);
    if (misses >= MISSES_BEFORE_ALERT) await raise('emergency_access_misses', { breakGlassMissId: attempt.id });
    return { access: null, warnings: [], now: now.toISOString() };
  }
  await raise('emergency_access', { breakGlassGrantId: attempt.id });
  return {
    access: await emergencyView(tx, user, attempt.id),
    warnings: await warnings(tx),
    now: now.toISOString(),
  };
}

async function runningGrant(tx: Tx, { nhsNumber, birthDate }: Asked): Promise<string | null> {
  const [{ id }] = (await rows<{ id: string | null }>(tx, 'SELECT sec.running_break_glass($1, $2) AS id', [
    nhsNumber,
    birthDate,
  ])) as [{ id: string | null }];
  return id;
}

/** Of this person and the last minutes, since the PHU was last told: one alert for six tries, not one for each after. */
async function missesThatNobodyWasToldOf(tx: Tx): Promise<number> {
  const [{ misses }] = (await rows<{ misses: number }>(
    tx,
    `SELECT count(*)::int AS misses FROM break_glass_misses m
     WHERE m.user_id = sec.uid() AND m.missed_at > sec.now() - make_interval(mins => $1)
       AND m.missed_at > coalesce((SELECT max(told.missed_at) FROM alerts al JOIN break_glass_misses told ON told.id = al.break_glass_miss_id
                                   WHERE told.user_id = sec.uid()), '-infinity')`,
    [MISSES_WITHIN_MINUTES],
  )) as [{ misses: number }];
  return misses;
}

async function warnings(tx: Tx): Promise<string[]> {
  const [{ grants }] = (await rows<{ grants: number }>(
    tx,
    `SELECT count(*)::int AS grants FROM break_glass_grants
     WHERE user_id = sec.uid() AND granted_at > sec.now() - interval '24 hours'`,
  )) as [{ grants: number }];
  return grants < GRANTS_BEFORE_WARNING
    ? []
    : [`You have used emergency access ${grants} times in 24 hours. Each one is recorded and reviewed.`];
}
