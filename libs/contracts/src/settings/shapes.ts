import * as z from 'zod';
import { calendarDate, id, requiredText, version } from '../text';

/** What a unit may set. The proposer of a value never confirms it. */
export const SETTINGS = {
  alert_limits: 'How long an alert may wait',
  working_hours: 'Working hours',
  bank_holidays: 'Bank holidays',
  vaccination_ages: 'Ages of vaccination advice',
} as const;

export type SettingKey = keyof typeof SETTINGS;

/** Settings on which a child's safety hangs at once: a doctor or a nurse of the unit is the second person. */
export const NEEDS_CLINICIAN: readonly SettingKey[] = ['alert_limits', 'working_hours', 'vaccination_ages'];

const whole = (lowest: number, highest: number, what: string) =>
  z
    .int({ error: `Enter ${what} as a whole number.` })
    .min(lowest, `Enter ${lowest} or more.`)
    .max(highest, `Enter ${highest} or less.`);

const time = (earliest: string, latest: string) =>
  z
    .string({ error: 'Enter a time such as 08:30.' })
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time such as 08:30.')
    .refine((value) => value >= earliest && value <= latest, `Enter a time from ${earliest} to ${latest}.`);

const minuteOf = (value: string): number => Number(value.slice(0, 2)) * 60 + Number(value.slice(3, 5));

/** An alert may be set to wait less than the signed page says, never longer. `sec.setting_fits` holds the same bounds. */
export const AlertLimitsValue = z
  .strictObject({
    redMinutes: whole(5, 15, 'the minutes of a red alert'),
    amberMinutes: whole(15, 60, 'the minutes of an amber alert'),
    amberAfterNight: time('06:00', '08:30'),
    blueTime: time('12:00', '17:00'),
    level2Percent: whole(120, 200, 'the percentage of level 2'),
    level3Percent: whole(140, 300, 'the percentage of level 3'),
    repeatMinutes: whole(5, 15, 'the minutes'),
    silentMinutes: whole(60, 240, 'the minutes'),
  })
  .refine(({ redMinutes, amberMinutes }) => redMinutes <= amberMinutes, {
    path: ['amberMinutes'],
    message: 'An amber alert does not go before a red one.',
  })
  .refine(({ level2Percent, level3Percent }) => level3Percent >= level2Percent + 20, {
    path: ['level3Percent'],
    message: 'Enter at least 20 more than level 2.',
  });

export type AlertLimitsValue = z.infer<typeof AlertLimitsValue>;

export const WorkingHoursValue = z
  .strictObject({ start: time('07:00', '10:00'), end: time('15:00', '20:00'), handoverFrom: time('13:00', '19:45') })
  .refine(
    ({ end, handoverFrom }) => {
      const left = minuteOf(end) - minuteOf(handoverFrom);
      return left >= 15 && left <= 120;
    },
    { path: ['handoverFrom'], message: 'Enter a time from 2 hours to 15 minutes before the end.' },
  );

export type WorkingHoursValue = z.infer<typeof WorkingHoursValue>;

const differ = <T>(list: readonly T[], of: (one: T) => unknown): boolean => new Set(list.map(of)).size === list.length;

export const VaccinationAgesValue = z.strictObject({
  ages: z
    .array(z.strictObject({ label: requiredText(40, 'a name'), months: whole(0, 216, 'the months') }))
    .min(1, 'Keep at least one age.')
    .max(20, 'Use 20 ages or fewer.')
    .refine((ages) => differ(ages, ({ label }) => label.toLowerCase()), 'Use each name once.')
    .refine((ages) => differ(ages, ({ months }) => months), 'Use each age once.'),
});

export type VaccinationAgesValue = z.infer<typeof VaccinationAgesValue>;

const day = z.strictObject({
  date: calendarDate('the day').regex(/^20/, 'Enter a year from 2000 on.'),
  title: requiredText(100, 'its name'),
});

export const BankHolidaysValue = z.strictObject({
  days: z
    .array(day)
    .max(400, 'Use 400 days or fewer.')
    .refine((days) => differ(days, ({ date }) => date), 'Use each day once.'),
});

export type BankHolidaysValue = z.infer<typeof BankHolidaysValue>;

export const SETTING_VALUES = {
  alert_limits: AlertLimitsValue,
  working_hours: WorkingHoursValue,
  bank_holidays: BankHolidaysValue,
  vaccination_ages: VaccinationAgesValue,
} as const satisfies Record<SettingKey, z.ZodType>;

export type SettingValue<K extends SettingKey = SettingKey> = z.infer<(typeof SETTING_VALUES)[K]>;

const proposed = {
  /** The value that was on the screen. */
  seen: id('the value you saw'),
  reason: requiredText(300, 'why: the person who confirms reads it'),
};

export const ProposeSetting = z.discriminatedUnion(
  'key',
  [
    z.strictObject({ key: z.literal('alert_limits'), value: AlertLimitsValue, ...proposed }),
    z.strictObject({ key: z.literal('working_hours'), value: WorkingHoursValue, ...proposed }),
    z.strictObject({ key: z.literal('vaccination_ages'), value: VaccinationAgesValue, ...proposed }),
  ],
  { error: 'Choose what to change.' },
);

export type ProposeSetting = z.infer<typeof ProposeSetting>;

/** The published file as text; what it would change is shown first and proposed afterwards. */
export const HolidayFile = z.strictObject({
  file: z
    .string({ error: 'Choose the file.' })
    .min(1, 'The file is empty.')
    .max(200_000, 'This file is too large to be a list of bank holidays.'),
});

export type HolidayFile = z.infer<typeof HolidayFile>;

export const ProposeHolidays = z.strictObject({
  ...HolidayFile.shape,
  ...proposed,
  /** Known days that are not in the file, each agreed to be taken away. All others stay. */
  remove: z.array(calendarDate('the day')).max(100).default([]),
});

export type ProposeHolidays = z.infer<typeof ProposeHolidays>;

export const DecideSetting = z.strictObject({ version, accept: z.boolean({ error: 'Say whether you confirm it.' }) });

export type DecideSetting = z.infer<typeof DecideSetting>;
