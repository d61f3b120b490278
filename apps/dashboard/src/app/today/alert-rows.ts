import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { AlertGroup } from '@shared-care/domain/alert-groups';

export type Cell = 'tier' | 'child' | 'attendance' | 'access' | 'state';

/** An alert as its row shows it. */
export interface AlertRow {
  alert: AlertInQueue;
  /** The group it stands in: while somebody works in the list it stays there, whatever it says. */
  group: AlertGroup | null;
  /** True when the alert has left this list; the row stays, greyed, until the person leaves the view. */
  gone: boolean;
  /** Cells which differ from what was shown before. */
  changed: readonly Cell[];
}

export interface Arrangement {
  rows: AlertRow[];
  /** Alerts which wait to be shown, so that nothing moves under the pointer. */
  waiting: AlertInQueue[];
}

/**
 * Brings the rows on screen up to date with what the server says.
 *
 * A list which reorders itself makes people act on the wrong child (H5). So while the list is in use, rows keep their
 * places, changes appear inside them, and new alerts wait. Only a list at rest takes over the server's order.
 */
export function arrange(
  shown: readonly AlertRow[],
  latest: readonly AlertInQueue[],
  atRest: boolean,
  groupOf: (alert: AlertInQueue) => AlertGroup | null = () => null,
): Arrangement {
  const byId = new Map(latest.map((alert) => [alert.id, alert]));
  const before = new Map(shown.map((row) => [row.alert.id, row]));

  const stay = shown.map((row): AlertRow => {
    const alert = byId.get(row.alert.id);
    return alert === undefined ? { ...row, gone: true, changed: [] } : fresh(alert, row, row.group);
  });
  const added = latest.filter((alert) => !before.has(alert.id));
  if (!atRest) return { rows: stay, waiting: added };

  const rows = latest.map((alert) => fresh(alert, before.get(alert.id), groupOf(alert)));
  // A row that has left the list stays behind the neighbour it had.
  for (const [place, row] of stay.entries()) {
    if (!row.gone) continue;
    const neighbour = stay[place - 1]?.alert.id;
    const after = rows.findIndex((other) => other.alert.id === neighbour);
    rows.splice(after + 1, 0, row);
  }
  return { rows, waiting: [] };
}

/** The person's own action moves the one row it was about: they know where it went, since they sent it there. */
export function moved(rows: readonly AlertRow[], alert: AlertInQueue, group: AlertGroup | null): AlertRow[] {
  return rows.map((row) =>
    row.alert.id === alert.id ? { ...fresh(alert, row, group ?? row.group), gone: group === null && row.gone } : row,
  );
}

function fresh(alert: AlertInQueue, before: AlertRow | undefined, group: AlertGroup | null): AlertRow {
  return { alert, group, gone: false, changed: before === undefined ? [] : differences(before.alert, alert) };
}

function differences(before: AlertInQueue, now: AlertInQueue): Cell[] {
  const facts = (alert: AlertInQueue): Record<Cell, unknown> => ({
    tier: [alert.tier, alert.trigger],
    child: [alert.patient, alert.risks, alert.unmatched],
    attendance: [{ ...alert.attendance, openAccess: null }, alert.emergencyAccess],
    access: alert.attendance?.openAccess,
    state: [alert.state, alert.owner?.id, alert.level, alert.awaiting, alert.nextContactAt, alert.outcome, alert.offer],
  });
  const old = facts(before);
  return (Object.entries(facts(now)) as [Cell, unknown][])
    .filter(([cell, value]) => JSON.stringify(value) !== JSON.stringify(old[cell]))
    .map(([cell]) => cell);
}
