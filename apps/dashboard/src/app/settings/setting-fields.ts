import type { SettingKey } from '@shared-care/contracts/settings/shapes';

export interface SettingField {
  name: string;
  label: string;
  hint: string;
  kind: 'number' | 'time';
}

/** What is typed for each setting that is a list of single values, with the bounds that hold. */
export const SETTING_FIELDS: Readonly<Partial<Record<SettingKey, readonly SettingField[]>>> = {
  alert_limits: [
    { name: 'redMinutes', label: 'Red, at any hour', hint: 'Minutes, 5 to 15', kind: 'number' },
    { name: 'amberMinutes', label: 'Amber, in working hours', hint: 'Minutes, 15 to 60', kind: 'number' },
    { name: 'amberAfterNight', label: 'Amber of the night, by', hint: '06:00 to 08:30', kind: 'time' },
    { name: 'blueTime', label: 'Blue, next working day, by', hint: '12:00 to 17:00', kind: 'time' },
    { name: 'level2Percent', label: 'Level 2 at', hint: '% of the time, 120 to 200', kind: 'number' },
    { name: 'level3Percent', label: 'Level 3 at', hint: '% of the time, 140 to 300', kind: 'number' },
    { name: 'repeatMinutes', label: 'Re-notified at level 3 every', hint: 'Minutes, 5 to 15', kind: 'number' },
    { name: 'silentMinutes', label: 'Red, owned and silent: back after', hint: 'Minutes, 60 to 240', kind: 'number' },
  ],
  working_hours: [
    { name: 'start', label: 'Start', hint: '07:00 to 10:00', kind: 'time' },
    { name: 'end', label: 'End', hint: '15:00 to 20:00', kind: 'time' },
    {
      name: 'handoverFrom',
      label: 'Nurses and registrar are both told from',
      hint: '2 hours to 15 minutes before the end',
      kind: 'time',
    },
  ],
};

/** What each setting is for, and what a change does. */
export const SETTING_NOTES: Readonly<Record<SettingKey, string>> = {
  alert_limits:
    'An alert may wait less than the signed page says, never longer. A change counts from its confirmation, for alerts raised after it; a deadline that runs already stays.',
  working_hours: 'Decide whom an alert reaches and which numbers are shown. A change begins at the next midnight.',
  bank_holidays:
    'England and Wales, as GOV.UK publishes them. Upload the newer file: what it would change is shown before anything happens.',
  vaccination_ages: 'At these ages a letter with advice goes to the practice. What was sent stays on the record.',
};
