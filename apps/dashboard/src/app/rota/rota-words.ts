import type { ToldAs } from '@shared-care/domain/alert-routing';
import { addDays, londonDate, londonTime, shortDate, weekday } from '@shared-care/domain/london-time';
import { DUTIES, type Duty } from '@shared-care/domain/rota';

export const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const SHORT: Record<ToldAs, string> = {
  phu_nurse: 'nurse',
  nurse_in_charge: 'nurse in charge',
  on_call_registrar: 'registrar',
  on_call_consultant: 'consultant',
  consultant_lead: 'consultant lead',
  everybody: 'everybody',
};

/** The duty as people say it, for where space is short. */
export function shortDuty(duty: ToldAs): string {
  return SHORT[duty];
}

/** "PHU nurse"; a duty at the beginning of a line. */
export function dutyWords(duty: Duty): string {
  const words = DUTIES[duty];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `Thu 03-Dec-2026` */
export function dayWords(date: string): string {
  return `${WEEKDAYS[weekday(date)]} ${shortDate(date)}`;
}

/** `17:00`, with its date when that is another than `today`. */
export function timeWords(at: string, today: string): string {
  const instant = new Date(at);
  const date = londonDate(instant);
  return date === today ? londonTime(instant) : `${londonTime(instant)} on ${WEEKDAYS[weekday(date)]}`;
}

/** "A Boyd and J Ferrars, nurses" */
export function peopleWords(people: readonly { name: string; duty: ToldAs }[]): string {
  if (people.some(({ duty }) => duty === 'everybody')) return 'no name on the rota, so everybody is told';
  const duties = [...new Set(people.map(({ duty }) => duty))];
  return duties
    .map((duty) => {
      const names = people.filter((one) => one.duty === duty).map(({ name }) => name);
      return `${names.join(' and ')}, ${shortDuty(duty)}${names.length > 1 ? 's' : ''}`;
    })
    .join('; ');
}

export function mondayOf(date: string): string {
  return addDays(date, -((weekday(date) + 6) % 7));
}
