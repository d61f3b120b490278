import type { AlertState } from './alert-states';
import type { Tier } from './alert-tier';

/** Who has to act, in the order in which Today shows it. Every alert that is not closed is in exactly one. */
export const ALERT_GROUPS = ['needsOwner', 'yours', 'colleagues', 'waiting', 'blue'] as const;
export type AlertGroup = (typeof ALERT_GROUPS)[number];

interface GroupedAlert {
  state: AlertState;
  tier: Tier;
  owner: { id: string } | null;
  awaiting: { wakeAt: string } | null;
  nextContactAt: string | null;
}

/** What its owner wanted to do by now: look again, or ring again. */
export function isDue({ state, awaiting, nextContactAt }: GroupedAlert, now: Date): boolean {
  if (state !== 'acknowledged' && state !== 'awaiting') return false;
  return [awaiting?.wakeAt, nextContactAt].some((at) => at != null && new Date(at) <= now);
}

/**
 * The group of an alert for one person at one moment; null once it has ended. Blue without an owner is for information.
 * What sleeps until its time waits; then it is on its owner's desk again.
 */
export function alertGroup(alert: GroupedAlert, me: string | null, now: Date): AlertGroup | null {
  switch (alert.state) {
    case 'open':
      return alert.tier === 'blue' ? 'blue' : 'needsOwner';
    case 'awaiting':
      if (!isDue(alert, now)) return 'waiting';
      break;
    case 'acknowledged':
      break;
    default:
      return null;
  }
  return alert.owner?.id === me ? 'yours' : 'colleagues';
}
