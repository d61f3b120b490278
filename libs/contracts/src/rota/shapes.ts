import { TIERS } from '@shared-care/domain/alert-tier';
import { DUTIES, minuteOf } from '@shared-care/domain/rota';
import * as z from 'zod';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from '../text';

/** Any date of the week asked for; the week begins on its Monday. Without it, this week. */
export const RotaWeekQuery = z.strictObject({ date: calendarDate('the week').optional() });

export type RotaWeekQuery = z.infer<typeof RotaWeekQuery>;

/** Without a time: now. */
export const ToldQuery = z.strictObject({
  at: instant('the date and time').optional(),
  tier: oneOf(TIERS, 'a tier').default('red'),
});

export type ToldQuery = z.infer<typeof ToldQuery>;

export const MOST_CHANGE_DAYS = 366;

const from = instant('when it begins');

const until = instant('when it ends');

const reason = requiredText(200, 'the reason, or how it was agreed');

const duty = oneOf(DUTIES, 'a duty');

/** Times of a change: in order, on whole minutes and not longer than a year. */
function inOrder<T extends { from: string; until: string }>(value: T, context: z.RefinementCtx<T>): void {
  const [starts, ends] = [Date.parse(value.from), Date.parse(value.until)];
  const refuse = (path: 'from' | 'until', message: string): void =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (ends <= starts) refuse('until', 'The end must come after the beginning.');
  if (ends - starts > MOST_CHANGE_DAYS * 86_400_000) refuse('until', 'Enter a year at most at a time.');
  if (starts % 60_000 !== 0) refuse('from', 'Enter hours and minutes only.');
  if (ends % 60_000 !== 0) refuse('until', 'Enter hours and minutes only.');
}

const Swap = z
  .strictObject({
    kind: z.literal('swap'),
    duty,
    offUserId: id('who is replaced'),
    onUserId: id('who takes it'),
    from,
    until,
    /** What is given back for it: the same two people the other way round. */
    back: z.strictObject({ from, until }).superRefine(inOrder).nullable().default(null),
    reason,
  })
  .superRefine(inOrder)
  .refine(({ offUserId, onUserId }) => offUserId !== onUserId, {
    path: ['onUserId'],
    message: 'Choose somebody else to take it.',
  });

const ExtraCover = z
  .strictObject({ kind: z.literal('extra_cover'), duty, onUserId: id('who covers'), from, until, reason })
  .superRefine(inOrder);

const Leave = z
  .strictObject({ kind: z.literal('leave'), offUserId: id('who is away'), from, until, reason })
  .superRefine(inOrder);

export const RecordRotaChange = z.discriminatedUnion('kind', [Swap, ExtraCover, Leave], {
  error: 'Choose swap, extra cover or leave.',
});

export type RecordRotaChange = z.infer<typeof RecordRotaChange>;

/** As a form sends it. */
export type RotaChangeInput = z.input<typeof RecordRotaChange>;

const clock = (what: string, pattern: RegExp) => z.string().regex(pattern, `Enter ${what} as HH:mm.`);

const SaveRotaLine = z
  .strictObject({
    duty,
    userId: id('a person'),
    /** 0 is Sunday, 7 any bank holiday. */
    day: z.int().min(0, 'Choose a day.').max(7, 'Choose a day.'),
    from: clock('the start', /^([01]\d|2[0-3]):[0-5]\d$/),
    /** Not after the start means on the next day; `24:00` is midnight. */
    to: clock('the end', /^(?!00:00)([01]\d|2[0-3]):[0-5]\d$|^24:00$/),
  })
  .refine((line) => line.day < 7 || minuteOf(line.to) > minuteOf(line.from), {
    path: ['to'],
    message: 'A bank holiday line ends by 24:00.',
  });

export const MOST_PATTERN_LINES = 300;

export const SaveRotaPattern = z.strictObject({
  effectiveFrom: calendarDate('the date from which it counts'),
  lines: z
    .array(SaveRotaLine)
    .min(1, 'Put at least one person on the rota.')
    .max(MOST_PATTERN_LINES, `Use ${MOST_PATTERN_LINES} lines or fewer.`),
  /** The pattern of the very same date, as it was seen; null when there was none. */
  replaces: z.strictObject({ id: id('the week'), version }).nullable(),
});

export type SaveRotaPattern = z.infer<typeof SaveRotaPattern>;

/** How the holder of the duty is rung; both empty means by the number of the switchboard or the nurses' line. */
export const SaveDutyNumber = z.strictObject({
  duty,
  phone: text(40).refine((typed) => /^[\d +()-]*$/.test(typed), 'Use digits and spaces only.'),
  bleep: text(20).refine((typed) => /^[\d #*-]*$/.test(typed), 'Use digits only.'),
  /** 0 when none was stored. */
  version: z.int({ error: 'Send the version you saw.' }).min(0),
});

export type SaveDutyNumber = z.infer<typeof SaveDutyNumber>;

/** Asks a colleague to take a duty of one's own. Sent twice it is asked once. */
export const AskSwap = z
  .strictObject({
    id: id('the ask'),
    duty,
    onUserId: id('who is asked'),
    from,
    until,
    reason: requiredText(200, 'why'),
  })
  .superRefine(inOrder);

export type AskSwap = z.infer<typeof AskSwap>;

export const DeclineSwap = z.strictObject({ version, because: requiredText(200, 'why not') });

export type DeclineSwap = z.infer<typeof DeclineSwap>;
