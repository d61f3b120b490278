import { FIGURES } from '@shared-care/domain/figures';
import { addDays } from '@shared-care/domain/london-time';
import * as z from 'zod';
import { calendarDate, id, keyOf } from '../text';

/** The longest period of one answer. */
export const MOST_DAYS = 1100;

export const FigureParam = keyOf(FIGURES);

const unset = z.literal('');
const whole = (most: number, otherwise: number) => z.coerce.number().int().min(1).max(most).default(otherwise);

const period = {
  /** First and last day; left out, the last twelve months to today. */
  from: z.union([unset, calendarDate('the first day')]).default(''),
  to: z.union([unset, calendarDate('the last day')]).default(''),
  /** `none`: at a hospital that no list has, or of a child without primary link. */
  hospital: z.union([unset, z.literal('none'), id('the hospital')]).default(''),
};

const inOrder = ({ from, to }: { from: string; to: string }): boolean => from === '' || to === '' || from <= to;
const notTooLong = ({ from, to }: { from: string; to: string }): boolean =>
  from === '' || to === '' || to <= addDays(from, MOST_DAYS);
const ORDER = { path: ['to'], error: 'Choose a last day that is not before the first.' };
const LENGTH = { path: ['from'], error: 'Choose a period of three years at most.' };

export const FigureQuery = z.strictObject(period).refine(inOrder, ORDER).refine(notTooLong, LENGTH);

/** What a number of a figure counts: the figure's query, and the cell in which the number stands. */
export const FigureListQuery = z
  .strictObject({
    ...period,
    /** '' is all of them. */
    part: z.string().max(40).default(''),
    /** First day of the week or month of the number; '' is the whole period. */
    start: z.union([unset, calendarDate('the week or month')]).default(''),
    /** Column of the figure's histogram; '' is all of them. */
    bin: z.string().max(40).default(''),
    page: whole(1_000_000, 1),
    rows: whole(100, 25),
  })
  .refine(inOrder, ORDER)
  .refine(notTooLong, LENGTH);
