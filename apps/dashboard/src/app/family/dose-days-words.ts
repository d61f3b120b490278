import type { DoseDays } from '@shared-care/contracts/family/answers';

export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** "Every 14 days", "Monday and Thursday", or that none are recorded. */
export function doseDaysWords(days: DoseDays | null): string {
  if (days === null) return 'Not recorded';
  if (days.everyDays !== null) return days.everyDays === 1 ? 'Every day' : `Every ${days.everyDays} days`;
  const names = days.weekdays.map((day) => WEEKDAYS[day - 1]!);
  if (names.length === 0) return 'Not recorded';
  return names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}
