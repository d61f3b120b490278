import type { AlertDetail } from '@shared-care/contracts/alerts/answers';

export function isRunning(alert: AlertDetail | null): alert is AlertDetail {
  return alert !== null && alert.state !== 'closed' && alert.state !== 'withdrawn';
}

/** The forms of an alert, of which one at a time is open. */
export type OpenForm = 'await' | 'close' | 'reopen' | 'hand-over' | 'raise' | 'lower' | 'correct' | 'facts';

/** Where the cursor goes when a form opens. */
export const FIRST_FIELD: Record<OpenForm, string> = {
  await: 'await-what',
  close: 'close-outcome',
  reopen: 'reopen-reason',
  'hand-over': 'hand-over-to',
  raise: 'raise-trigger',
  lower: 'lower-tier',
  correct: 'correct-kind',
  facts: 'facts-unit',
};
