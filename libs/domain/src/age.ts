import { addMonths, dateParts } from './calendar-date';
import { daysBetween } from './london-time';

type AgeUnit = 'year' | 'month' | 'week' | 'day';
type AgePart = [count: number, unit: AgeUnit];

const NOT_BORN = 'not born yet';

/**
 * Age on a calendar date, short: `3d`, `6w 2d`, `15m 8d`, `7y 7m`, `18y` (ux §3). Doses and reference ranges of small
 * children depend on days and weeks, so an infant is never shown as 0 years. Only dates are known, so a child in the
 * first two days is given in days, not hours.
 */
export function ageAt(birthDate: string, on: string): string {
  return write(birthDate, on, (count, unit) => `${count}${unit[0]}`);
}

/** The same age for letters and screen readers: `7 years 7 months`. */
export function ageInWords(birthDate: string, on: string): string {
  return write(birthDate, on, (count, unit) => `${count} ${unit}${count === 1 ? '' : 's'}`);
}

function write(birthDate: string, on: string, part: (count: number, unit: AgeUnit) => string): string {
  const parts = ageParts(birthDate, on);
  if (parts === null) return NOT_BORN;
  return parts
    .filter(([count], place) => place === 0 || count > 0)
    .map(([count, unit]) => part(count, unit))
    .join(' ');
}

function ageParts(birthDate: string, on: string): AgePart[] | null {
  const days = daysBetween(birthDate, on);
  if (days < 0) return null;
  if (days < 28) return [[days, 'day']];
  const months = completedMonths(birthDate, on);
  if (months < 12)
    return [
      [Math.floor(days / 7), 'week'],
      [days % 7, 'day'],
    ];
  if (months < 24)
    return [
      [months, 'month'],
      [daysBetween(addMonths(birthDate, months), on), 'day'],
    ];
  const years = Math.floor(months / 12);
  return years < 18
    ? [
        [years, 'year'],
        [months % 12, 'month'],
      ]
    : [[years, 'year']];
}

function completedMonths(from: string, to: string): number {
  const start = dateParts(from);
  const end = dateParts(to);
  return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day ? 1 : 0);
}
