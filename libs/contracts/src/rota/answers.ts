import * as z from 'zod';
import { DUTIES, ROTA_CHANGE_KINDS, SWAP_STATES } from '@shared-care/domain/rota';
import { keyOf } from '../text';
import { ROLES } from '@shared-care/domain/roles';
import { TIERS } from '@shared-care/domain/alert-tier';

export const RotaShift = z.strictObject({
  duty: keyOf(DUTIES),
  userId: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string(),
  by: z.enum(['pattern', 'swap', 'extra_cover']),
});
export type RotaShift = z.output<typeof RotaShift>;

export const RotaGapLine = z.strictObject({
  duty: keyOf(DUTIES),
  /** The part of the gap in this band. */
  from: z.string(),
  until: z.string(),
  /** All of it. */
  whole: z.strictObject({
    from: z.string(),
    until: z.string(),
  }),
});
export type RotaGapLine = z.output<typeof RotaGapLine>;

/** 09:00 to 17:00, or 17:00 to 09:00 of the day after, on London's clocks. */
export const RotaBand = z.strictObject({
  kind: z.enum(['day', 'night']),
  from: z.string(),
  until: z.string(),
  shifts: z.array(RotaShift),
  gaps: z.array(RotaGapLine),
});
export type RotaBand = z.output<typeof RotaBand>;

export const RotaDayLine = z.strictObject({
  /** Calendar date. */
  date: z.string(),
  bankHoliday: z.string().nullable(),
  bands: z.array(RotaBand),
});
export type RotaDayLine = z.output<typeof RotaDayLine>;

export const RotaChangeLine = z.strictObject({
  id: z.string(),
  version: z.number(),
  /** A swap and its return share it and are withdrawn together. */
  groupId: z.string(),
  kind: keyOf(ROTA_CHANGE_KINDS),
  duty: keyOf(DUTIES).nullable(),
  off: z.string().nullable(),
  on: z.string().nullable(),
  from: z.string(),
  until: z.string(),
  reason: z.string(),
  madeBy: z.string(),
});
export type RotaChangeLine = z.output<typeof RotaChangeLine>;

export const RotaPersonLine = z.strictObject({
  id: z.string(),
  name: z.string(),
  role: keyOf(ROLES),
});
export type RotaPersonLine = z.output<typeof RotaPersonLine>;

/** An alarm about the rota itself. `gap`: within 24 hours a duty that is needed is not covered. */
export const RotaProblem = z.strictObject({
  kind: z.enum(['gap', 'calendar_end']),
  duty: keyOf(DUTIES).nullable(),
  from: z.string(),
  until: z.string().nullable(),
  words: z.string(),
});
export type RotaProblem = z.output<typeof RotaProblem>;

export const RotaWeek = z.strictObject({
  /** Monday of the week shown. */
  monday: z.string(),
  /** The hours of Monday that belong to Sunday's night. */
  into: RotaBand.optional(),
  days: z.array(RotaDayLine),
  changes: z.array(RotaChangeLine),
  people: z.array(RotaPersonLine),
  problems: z.array(RotaProblem),
  now: z.string(),
});
export type RotaWeek = z.output<typeof RotaWeek>;

/** For the header: who is told of an alert at this moment, until when, and who then. */
export const OnNow = z.strictObject({
  people: z.array(
    z.strictObject({
      name: z.string(),
      duty: z.enum([
        'phu_nurse',
        'nurse_in_charge',
        'on_call_registrar',
        'on_call_consultant',
        'consultant_lead',
        'everybody',
      ]),
    }),
  ),
  until: z.string().nullable(),
  then: z.array(
    z.strictObject({
      name: z.string(),
      duty: z.enum([
        'phu_nurse',
        'nurse_in_charge',
        'on_call_registrar',
        'on_call_consultant',
        'consultant_lead',
        'everybody',
      ]),
    }),
  ),
  problems: z.array(RotaProblem),
  now: z.string(),
});
export type OnNow = z.output<typeof OnNow>;

export const ToldStep = z.strictObject({
  level: z.number(),
  /** When an alert raised at the time asked about reaches this level, as long as it is not acknowledged. */
  at: z.string(),
  people: z.array(
    z.strictObject({
      name: z.string(),
      duty: z.enum([
        'phu_nurse',
        'nurse_in_charge',
        'on_call_registrar',
        'on_call_consultant',
        'consultant_lead',
        'everybody',
      ]),
      because: z.string(),
    }),
  ),
});
export type ToldStep = z.output<typeof ToldStep>;

export const Told = z.strictObject({
  at: z.string(),
  tier: keyOf(TIERS),
  inHours: z.boolean(),
  bankHoliday: z.string().nullable(),
  /** False when the stored bank holidays end before this date: the answer may be wrong then. */
  calendarKnown: z.boolean(),
  steps: z.array(ToldStep),
});
export type Told = z.output<typeof Told>;

/** What undo needs. */
export const RecordedRotaChange = z.strictObject({
  id: z.string(),
  version: z.number(),
});
export type RecordedRotaChange = z.output<typeof RecordedRotaChange>;

/** `current` of a 409 about a change: who holds the duty by now. */
export const DutyHeldBy = z.looseObject({
  heldBy: z.array(z.string()),
});
export type DutyHeldBy = z.output<typeof DutyHeldBy>;

export const RotaLine = z.strictObject({
  duty: keyOf(DUTIES),
  userId: z.string(),
  day: z.union([
    z.literal(0),
    z.literal(1),
    z.literal(2),
    z.literal(3),
    z.literal(4),
    z.literal(5),
    z.literal(6),
    z.literal(7),
  ]),
  from: z.string(),
  to: z.string(),
});
export type RotaLine = z.output<typeof RotaLine>;

export const RotaPatternLine = RotaLine.extend({
  name: z.string(),
});
export type RotaPatternLine = z.output<typeof RotaPatternLine>;

export const RotaPatternView = z.strictObject({
  id: z.string(),
  version: z.number(),
  /** Calendar date. */
  effectiveFrom: z.string(),
  madeBy: z.string(),
  madeAt: z.string(),
  lines: z.array(RotaPatternLine),
  /** Part of the week that this pattern leaves empty, in words; a week without a bank holiday. */
  holes: z.array(z.string()),
});
export type RotaPatternView = z.output<typeof RotaPatternView>;

export const DutyNumberLine = z.strictObject({
  duty: keyOf(DUTIES),
  phone: z.string(),
  bleep: z.string(),
  version: z.number(),
});
export type DutyNumberLine = z.output<typeof DutyNumberLine>;

export const RotaPatterns = z.strictObject({
  /** The one that counts today and those to come, by date. */
  patterns: z.array(RotaPatternView),
  people: z.array(RotaPersonLine),
  numbers: z.array(DutyNumberLine),
  today: z.string(),
});
export type RotaPatterns = z.output<typeof RotaPatterns>;

/** `current` of a 409 about a pattern: what stands there now. */
export const PatternMeanwhile = z.looseObject({
  pattern: RotaPatternView.nullable(),
});
export type PatternMeanwhile = z.output<typeof PatternMeanwhile>;

export const BankHolidays = z.strictObject({
  /** From today on. */
  days: z.array(
    z.strictObject({
      date: z.string(),
      title: z.string(),
    }),
  ),
  /** The last calendar date the list reaches to. */
  until: z.string(),
  daysLeft: z.number(),
  problem: RotaProblem.nullable(),
});
export type BankHolidays = z.output<typeof BankHolidays>;

const SwapPerson = z.strictObject({ id: z.string(), displayName: z.string() });

/** A colleague is asked to take a duty. */
export const SwapAsk = z.strictObject({
  id: z.string(),
  version: z.number(),
  duty: keyOf(DUTIES),
  from: z.string(),
  until: z.string(),
  reason: z.string(),
  state: keyOf(SWAP_STATES),
  /** Who holds the duty and asks. */
  asker: SwapPerson,
  colleague: SwapPerson,
  askedAt: z.string(),
  answeredAt: z.string().nullable(),
  /** Why it was declined. */
  because: z.string().nullable(),
  /** The caller is the colleague and has not answered; the duty has not begun. */
  mayAnswer: z.boolean(),
  /** The caller may take back what they did: until the duty begins. */
  mayUndo: z.boolean(),
  /** The duty has begun, so nothing changes any more. */
  begun: z.boolean(),
});
export type SwapAsk = z.output<typeof SwapAsk>;

/** What the caller asked and was asked, what waits for them first. */
export const SwapAsks = z.strictObject({
  asks: z.array(SwapAsk),
  now: z.string(),
});
export type SwapAsks = z.output<typeof SwapAsks>;
