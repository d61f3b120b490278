import { UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { CAPABILITY_KINDS } from '@shared-care/domain/hospital-profile';
import * as z from 'zod';
import { calendarDate, id, oneOf, requiredText, text, version } from '../text';

export const HospitalSearch = z.strictObject({ search: text(100).default('') });

export type HospitalSearch = z.infer<typeof HospitalSearch>;

export const SetNetworkRole = z.strictObject({
  version,
  networkRole: z.enum(['shared_care', 'other'], { error: 'Choose whether this hospital is in our network.' }),
  /** Needed when it leaves. */
  reason: text(300).default(''),
});

export type SetNetworkRole = z.input<typeof SetNetworkRole>;

export const AddUnit = z.strictObject({
  kind: oneOf(UNIT_KINDS, 'what kind of unit it is'),
  name: requiredText(120, 'the name of the unit'),
});

export type AddUnit = z.infer<typeof AddUnit>;

/** A new statement, or one in place of `replaces`, which must still stand. */
export const RecordCapability = z.strictObject({
  kind: oneOf(CAPABILITY_KINDS, 'what it is about'),
  words: requiredText(300, 'what is so'),
  asOf: calendarDate('the date on which it was so'),
  replaces: id('the statement').nullable().default(null),
});

export type RecordCapability = z.input<typeof RecordCapability>;

export const EndCapability = z.strictObject({ reason: requiredText(300, 'why it is no longer so') });

export type EndCapability = z.infer<typeof EndCapability>;

export const DecideClosure = z.strictObject({
  version,
  accept: z.boolean({ error: 'Say whether you accept it.' }),
  reason: requiredText(500, 'why'),
});

export type DecideClosure = z.infer<typeof DecideClosure>;
