import { INHIBITOR_RESULTS } from '@shared-care/domain/patient-change';
import { CENTRAL_LINES, DIAGNOSES, SEVERITIES, SEXES } from '@shared-care/domain/patient-facts';
import * as z from 'zod';
import {
  allergyFact,
  factorLevel,
  factSource,
  kilograms,
  nhsNumberFact,
  optionalText,
  titre,
} from '../registration/shapes';
import { calendarDate, id, oneOf, requiredText } from '../text';

/** 0 when the fact never changed since the record began. */
const version = z.int({ error: 'Send the version you saw.' }).min(0);

/** One fact as it is to be; each carries the version of it that the person saw. */
export const FactChange = z.discriminatedUnion('fact', [
  z.strictObject({
    fact: z.literal('name'),
    version,
    familyName: requiredText(100, 'the family name'),
    givenName: requiredText(100, 'the given name'),
    preferredName: optionalText(100),
  }),
  z.strictObject({ fact: z.literal('birth_date'), version, birthDate: calendarDate('the birth date') }),
  z.strictObject({ fact: z.literal('sex'), version, sex: oneOf(SEXES, 'the sex') }),
  z.strictObject({ fact: z.literal('nhs_number'), version, ...nhsNumberFact.shape }),
  z.strictObject({ fact: z.literal('hospital_number'), version, hospitalNumber: optionalText(20) }),
  z.strictObject({ fact: z.literal('diagnosis'), version, diagnosis: oneOf(DIAGNOSES, 'a diagnosis') }),
  z.strictObject({ fact: z.literal('severity'), version, severity: oneOf(SEVERITIES, 'a severity') }),
  z.strictObject({ fact: z.literal('baseline_level'), version, baselineLevel: factorLevel.nullable().default(null) }),
  z.strictObject({ fact: z.literal('central_line'), version, centralLine: oneOf(CENTRAL_LINES, 'a central line') }),
  z
    .strictObject({ fact: z.literal('allergies'), version, ...allergyFact.shape })
    .refine(({ allergyState, allergies }) => (allergyState === 'known') === (allergies !== null), {
      path: ['allergies'],
      message: 'Name the allergies when there are any, and nothing otherwise.',
    }),
]);

export type FactChange = z.output<typeof FactChange>;

export const ChangeFacts = z.strictObject({
  changes: z.array(FactChange).min(1, 'Change something first.').max(10),
  source: factSource,
});

export type ChangeFacts = z.input<typeof ChangeFacts>;

export const AddWeight = z.strictObject({
  /** Made by the sender: the same weight sent twice is one. */
  id: id('the weight'),
  kg: kilograms,
  on: calendarDate('the day of weighing'),
  source: factSource,
});

export type AddWeight = z.input<typeof AddWeight>;

export const AddInhibitorResult = z.strictObject({
  id: id('the result'),
  state: oneOf(INHIBITOR_RESULTS, 'the result'),
  titre: titre.nullable().default(null),
  on: calendarDate('the day of the test'),
  source: factSource,
});

export type AddInhibitorResult = z.input<typeof AddInhibitorResult>;

export const StrikeOut = z.strictObject({ because: requiredText(300, 'what was wrong with it') });

export type StrikeOut = z.input<typeof StrikeOut>;
