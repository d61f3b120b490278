import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { AlertView } from '@shared-care/contracts/alerts/shapes';

/** "5 alerts, 1 red, 3 new without an owner, 2 liaising. Sorted most urgent first." */
export function listInWords(view: AlertView, alerts: readonly AlertInQueue[]): string {
  const count = (word: string, those: (alert: AlertInQueue) => boolean): string | null => {
    const number = alerts.filter(those).length;
    return number > 0 ? `${number} ${word}` : null;
  };
  const open = view === 'open';
  const parts = [
    `${alerts.length} ${alerts.length === 1 ? 'alert' : 'alerts'}`,
    count('red', ({ tier }) => tier === 'red'),
    count('blue', ({ tier }) => open && tier === 'blue'),
    count('new without an owner', ({ state }) => open && state === 'open'),
    count('liaising', ({ state }) => open && state === 'acknowledged'),
  ];
  return `${parts.filter((part) => part !== null).join(', ')}. ${ORDER[view]}`;
}

const ORDER: Record<AlertView, string> = {
  running: 'Sorted most urgent first.',
  open: 'Sorted most urgent first.',
  mine: 'Sorted most urgent first.',
  awaiting: 'Sorted most urgent first.',
  closed_today: 'Sorted by time closed.',
  withdrawn: 'Sorted by time withdrawn.',
};

/** "2 new alerts, 1 red" */
export function newInWords(alerts: readonly AlertInQueue[]): string {
  const red = alerts.filter(({ tier }) => tier === 'red').length;
  return `${alerts.length} new ${alerts.length === 1 ? 'alert' : 'alerts'}${red > 0 ? `, ${red} red` : ''}`;
}
