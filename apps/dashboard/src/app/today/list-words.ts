import type { AlertInQueue, AlertQueue } from '@shared-care/contracts/alerts/answers';
import type { AlertView } from '@shared-care/contracts/alerts/shapes';

/** "9 open, 4 need an owner" */
export function listInWords(view: AlertView, counts: AlertQueue['counts']): string {
  if (view === 'closed_today') return `${counts.closed_today} closed, latest first`;
  if (view === 'withdrawn') return `${counts.withdrawn} withdrawn in the last 7 days, latest first`;
  const { running, needsOwner } = counts;
  return `${running} open, ${needsOwner === 0 ? 'none needs' : needsOwner === 1 ? '1 needs' : `${needsOwner} need`} an owner`;
}

/** "2 new alerts, 1 red" */
export function newInWords(alerts: readonly AlertInQueue[]): string {
  const red = alerts.filter(({ tier }) => tier === 'red').length;
  return `${alerts.length} new ${alerts.length === 1 ? 'alert' : 'alerts'}${red > 0 ? `, ${red} red` : ''}`;
}
