import { readPostcode } from '@shared-care/domain/postcode';
import { hasUnseenLetters } from '@shared-care/domain/unseen-letters';
import * as z from 'zod';

// A page under our content security policy may not make functions from text, and complains of each try.
z.config({ jitless: 'document' in globalThis });

/**
 * Text a person typed: trimmed, no NUL (PostgreSQL cannot store it) and no other control characters except line
 * breaks and tabs, so nothing typed can steer a terminal or a mail header later. Half a character (a lone surrogate)
 * is refused too: it would be stored as a question mark without anybody noticing.
 */
export function text(maxLength: number) {
  return z
    .string()
    .refine((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(value), {
      message: 'Remove the control characters. Use letters, numbers, spaces and line breaks.',
    })
    .refine((value) => !/\p{Surrogate}/u.test(value), {
      message: 'Part of this text was cut in the middle of a character. Type it again.',
    })
    .trim()
    .max(maxLength, `Use ${maxLength} characters or fewer.`);
}

/** Like {@link text}, and at least one character. `what` completes "Enter …". */
export function requiredText(maxLength: number, what: string) {
  return text(maxLength).min(1, `Enter ${what}.`);
}

/** The name of a member of staff: none can pass for a colleague by letters that cannot be seen. */
export function staffName(maxLength: number, what: string) {
  return requiredText(maxLength, what).refine((name) => !hasUnseenLetters(name), {
    message: 'This name holds letters that cannot be seen. Type it by hand instead of pasting it.',
  });
}

/** A postcode, or nothing; however it was typed it leaves in capitals with one space. */
export const postcode = text(10)
  .refine((typed) => typed === '' || readPostcode(typed) !== null, 'Enter a postcode such as OX3 9DU, or nothing.')
  .transform((typed) => readPostcode(typed) ?? '');

/** One of the keys of a list in `domain`. `what` completes "Choose …". */
export function oneOf<const T extends Record<string, unknown>>(list: T, what: string) {
  const keys = Object.keys(list) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]];
  return z.enum(keys, { error: `Choose ${what}.` });
}

/** One of the keys of a list in `domain`, in an answer. */
export function keyOf<const T extends Record<string, unknown>>(list: T) {
  return z.enum(Object.keys(list) as [Extract<keyof T, string>, ...Extract<keyof T, string>[]]);
}

/** Years that anything here can be about. Outside them a date is a slip, and calendars and databases disagree on it. */
const POSSIBLE_YEAR = /^(19|20)\d\d-/;

/** An instant, ISO 8601 with an offset or Z. On the wire always a string. */
export function instant(what: string) {
  return z.iso
    .datetime({ offset: true, error: `Enter ${what} as a date and time.` })
    .regex(POSSIBLE_YEAR, `Enter ${what} with a year from 1900 to 2099.`);
}

/** A calendar date in Europe/London, `yyyy-mm-dd`. */
export function calendarDate(what: string) {
  return z.iso
    .date(`Enter ${what} as a date that exists.`)
    .regex(POSSIBLE_YEAR, `Enter ${what} with a year from 1900 to 2099.`);
}

export function id(what: string) {
  return z.uuid({ error: `Choose ${what} from the list.` });
}

/** The version of a record the person was looking at; a stale one is refused with 409. */
export const version = z.int({ error: 'Send the version you saw.' }).min(1);
