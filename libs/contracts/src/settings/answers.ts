import * as z from 'zod';
import { SETTINGS } from './shapes';
import { keyOf } from '../text';

export const HolidayChanges = z.strictObject({
  /** Whole years that the file speaks of. */
  from: z.string(),
  until: z.string(),
  added: z.array(
    z.strictObject({
      date: z.string(),
      title: z.string(),
    }),
  ),
  renamed: z.array(
    z.strictObject({
      date: z.string(),
      was: z.string(),
      title: z.string(),
    }),
  ),
  /** Known days in those years that the file does not have: kept, unless each is agreed to. */
  missing: z.array(
    z.strictObject({
      date: z.string(),
      title: z.string(),
    }),
  ),
  /** The file reaches less far than what is known: probably an older one. */
  older: z.boolean(),
  knownUntil: z.string().nullable(),
});
export type HolidayChanges = z.output<typeof HolidayChanges>;

export const SettingVersion = z.strictObject({
  id: z.string(),
  version: z.number(),
  state: z.enum(['waiting', 'confirmed', 'declined']),
  value: z.union([
    z.strictObject({
      redMinutes: z.number(),
      amberMinutes: z.number(),
      amberAfterNight: z.string(),
      blueTime: z.string(),
      level2Percent: z.number(),
      level3Percent: z.number(),
      repeatMinutes: z.number(),
      silentMinutes: z.number(),
    }),
    z.strictObject({ start: z.string(), end: z.string(), handoverFrom: z.string() }),
    z.strictObject({ days: z.array(z.strictObject({ date: z.string(), title: z.string() })) }),
    z.strictObject({ ages: z.array(z.strictObject({ label: z.string(), months: z.number() })) }),
  ]),
  /** In words, a line for each thing; against the value it was based on where there is one. */
  words: z.array(z.string()),
  reason: z.string().nullable(),
  /** Null: the value that the product came with. */
  proposedBy: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  proposedAt: z.string(),
  decidedBy: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  decidedAt: z.string().nullable(),
  validFrom: z.string().nullable(),
});
export type SettingVersion = z.output<typeof SettingVersion>;

export const Setting = z.strictObject({
  key: keyOf(SETTINGS),
  /** In force now, or from the next midnight on. */
  current: SettingVersion,
  /** Confirmed, and not in force before its day. */
  begins: z.string().nullable(),
  waiting: SettingVersion.nullable(),
  /** Newest first, without the waiting one. */
  history: z.array(SettingVersion),
  /** Whether the reader may confirm what waits, and if not, why not. */
  mayConfirm: z.boolean(),
  whyNot: z.string().nullable(),
  default: z.union([
    z.strictObject({
      redMinutes: z.number(),
      amberMinutes: z.number(),
      amberAfterNight: z.string(),
      blueTime: z.string(),
      level2Percent: z.number(),
      level3Percent: z.number(),
      repeatMinutes: z.number(),
      silentMinutes: z.number(),
    }),
    z.strictObject({ start: z.string(), end: z.string(), handoverFrom: z.string() }),
    z.strictObject({ days: z.array(z.strictObject({ date: z.string(), title: z.string() })) }),
    z.strictObject({ ages: z.array(z.strictObject({ label: z.string(), months: z.number() })) }),
  ]),
});
export type Setting = z.output<typeof Setting>;

export const SettingsPage = z.strictObject({
  settings: z.array(Setting),
  /** How far the known bank holidays reach, and how many days are left. */
  calendar: z.strictObject({
    until: z.string().nullable(),
    daysLeft: z.number(),
    ending: z.boolean(),
  }),
  now: z.string(),
});
export type SettingsPage = z.output<typeof SettingsPage>;
