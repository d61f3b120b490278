import type { SettingKey, SettingValue } from '@shared-care/contracts/settings/shapes';
import { longDate } from '@shared-care/domain/london-time';

type Words<K extends SettingKey> = (value: SettingValue<K>) => Record<string, string>;

/** One line for each thing that a value says. */
const LINES: { [K in SettingKey]: Words<K> } = {
  alert_limits: (value) => ({
    'Red, at any hour': `${value.redMinutes} minutes`,
    'Amber, in working hours': `${value.amberMinutes} minutes`,
    'Amber of the night': `by ${value.amberAfterNight}`,
    Blue: `by ${value.blueTime} of the next working day`,
    'Level 1': 'at 100 % of the time',
    'Level 2': `at ${value.level2Percent} %`,
    'Level 3': `at ${value.level3Percent} %`,
    'Re-notified at level 3': `every ${value.repeatMinutes} minutes`,
    'Red, owned and silent': `back to the queue after ${value.silentMinutes} minutes`,
  }),
  working_hours: ({ start, end, handoverFrom }) => ({
    'Monday to Friday, not bank holidays': `${start} to ${end}`,
    'Nurses and registrar are both told': `from ${handoverFrom} to ${end}`,
  }),
  vaccination_ages: ({ ages }) =>
    Object.fromEntries(ages.map(({ label, months }) => [label, `${months} ${months === 1 ? 'month' : 'months'}`])),
  bank_holidays: ({ days }) => Object.fromEntries(days.map(({ date, title }) => [longDate(date), title])),
};

function linesOf(key: SettingKey, value: SettingValue): Record<string, string> {
  return (LINES[key] as (value: SettingValue) => Record<string, string>)(value);
}

/** The whole value, or against `was` only what changes: "Red, at any hour: 15 minutes → 10 minutes". */
export function settingWords(key: SettingKey, value: SettingValue, was: SettingValue | null): string[] {
  const now = linesOf(key, value);
  if (was === null) return Object.entries(now).map(([name, words]) => `${name}: ${words}`);
  const before = linesOf(key, was);
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .filter((name) => before[name] !== now[name])
    .map((name) => {
      if (before[name] === undefined) return `${name}: ${now[name]!} (new)`;
      return now[name] === undefined ? `${name}: taken away` : `${name}: ${before[name]} → ${now[name]}`;
    });
}
