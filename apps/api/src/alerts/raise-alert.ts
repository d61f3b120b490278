import type { CurrentUser } from '@shared-care/contracts/session';
import { Alert, AlertEvent } from '@shared-care/database/entities/alert';
import { TIER_TRIGGERS, type TierDecision } from '@shared-care/domain/alert-tier';
import type { Tx } from '../platform/tx';

type WhatItIsAbout = { attendanceId: string } | { breakGlassGrantId: string } | { breakGlassMissId: string };

/**
 * The only place that inserts an alert, and with it the first messages about it. Called directly, in the transaction of
 * what it is about, so that no event can be lost on the way; the database refuses to commit an attendance or an
 * emergency access without its alert, and an alert that nobody would be told of.
 */
export async function raiseAlert(
  tx: Tx,
  user: CurrentUser,
  about: { alertId: string; decision: TierDecision; openedAt: Date; acknowledgeBy: Date } & WhatItIsAbout,
): Promise<void> {
  const { tier, trigger, triggers } = about.decision;
  const kind = 'attendanceId' in about ? 'attendance' : 'break_glass';
  await tx.insert(Alert, {
    id: about.alertId,
    kind,
    attendanceId: 'attendanceId' in about ? about.attendanceId : null,
    breakGlassGrantId: 'breakGlassGrantId' in about ? about.breakGlassGrantId : null,
    breakGlassMissId: 'breakGlassMissId' in about ? about.breakGlassMissId : null,
    state: 'open',
    tier,
    trigger,
    triggers,
    level: 0,
    openedAt: about.openedAt,
    acknowledgeBy: about.acknowledgeBy,
    nextEscalationAt: about.acknowledgeBy,
  });
  await tx.query('SELECT sec.tell($1, $2, $3, 0, 0)', [about.alertId, kind, tier]);
  await tx.insert(AlertEvent, {
    alertId: about.alertId,
    at: about.openedAt,
    kind: 'raised',
    by: user.id,
    detail: `${tier}: ${TIER_TRIGGERS[trigger].words}`,
  });
}
