import { REMINDER_RULES, type ReminderListQuery } from '@shared-care/contracts/reminders/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { csvOf, OF_CHILD, WHOLE } from '../platform/csv';
import type { Tx } from '../platform/tx';
import { reminderList } from './reminders';

/** Everything due that matches, one line for each, for a spreadsheet; taking it away is recorded. */
export async function exportReminders(tx: Tx, user: CurrentUser, asked: ReminderListQuery): Promise<string> {
  const { due } = await reminderList(tx, user, { ...asked, ...WHOLE }, 'export');
  return csvOf(due, {
    ...OF_CHILD,
    'What is due': ({ key }) => REMINDER_RULES[key],
    More: ({ what }) => what,
    'Since or by': ({ on }) => on,
  });
}
