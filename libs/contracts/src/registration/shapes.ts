import { CHOSEN_SOURCES } from '@shared-care/domain/fact-source';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  INHIBITOR_STATES,
  SEVERITIES,
  SEXES,
} from '@shared-care/domain/patient-facts';
import { TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import * as z from 'zod';
import { calendarDate, id, oneOf, requiredText, text } from '../text';

/** Text that may be left out; an empty field is the same as none. */
export function optionalText(maxLength: number) {
  return text(maxLength)
    .transform((value) => (value === '' ? null : value))
    .nullable()
    .default(null);
}

/** A decimal as text, with the point or the comma people type; what leaves has a point. */
export function decimal(pattern: RegExp, message: string) {
  return z
    .string({ error: message })
    .trim()
    .regex(pattern, message)
    .transform((value) => value.replace(',', '.'));
}

export const kilograms = decimal(/^\d{1,3}([.,]\d{1,2})?$/, 'Enter the weight in kilograms, for example 21.4.');

export const titre = decimal(/^\d{1,5}([.,]\d{1,2})?$/, 'Enter the titre in Bethesda units, for example 4.2.');

export const factorLevel = decimal(/^\d{1,3}([.,]\d{1,2})?$/, 'Enter the baseline level in IU/dL, for example 0.8.');

/** With a number: whether it was traced. Without one nothing is asked. */
export const TRACED = { verified: 'Verified', not_verified: 'Not verified' } as const;

export const nhsNumberFact = z.strictObject({
  /** As typed; null or empty when not known. */
  nhsNumber: optionalText(20),
  nhsNumberStatus: oneOf(TRACED, 'whether the NHS number was verified').default('not_verified'),
});

export const inhibitorFact = z
  .strictObject({
    state: oneOf(INHIBITOR_STATES, 'what is known of an inhibitor'),
    /** Day of the test. */
    on: calendarDate('the day of the inhibitor test').nullable().default(null),
    titre: titre.nullable().default(null),
  })
  .refine(({ state, on, titre }) => state !== 'not_tested' || (on === null && titre === null), {
    path: ['state'],
    message: 'There is a date or a titre, so it was tested. Choose the result.',
  });

export const weightFact = z.strictObject({ kg: kilograms, on: calendarDate('the day of weighing') });

export const allergyFact = z
  .strictObject({ allergyState: oneOf(ALLERGY_STATES, 'what is known of allergies'), allergies: optionalText(500) })
  .refine(({ allergyState, allergies }) => (allergyState === 'known') === (allergies !== null), {
    path: ['allergies'],
    message: 'Name the allergies when there are any, and nothing otherwise.',
  });

/** What the child is on when the record begins; more of it, and what was before, is written on the record. */
export const treatmentFact = z.strictObject({
  treatmentId: id('a treatment'),
  purpose: oneOf(TREATMENT_PURPOSES, 'prophylaxis or on demand'),
  /** In words: "every two weeks". */
  regimen: text(120).default(''),
  /** Null: not known. */
  startedOn: calendarDate('the first day').nullable().default(null),
});

/** Where it is said who told a fact, or what was read. */
export const factSource = z.strictObject({
  kind: oneOf(CHOSEN_SOURCES, 'where this comes from'),
  words: optionalText(200),
});

/** All that is known of a child when the record is opened. Only names, birth date and diagnosis are asked of everybody. */
export const RegistrationFacts = z.strictObject({
  familyName: requiredText(100, 'the family name'),
  givenName: requiredText(100, 'the given name'),
  preferredName: optionalText(100),
  birthDate: calendarDate('the birth date'),
  sex: oneOf(SEXES, 'the sex').default('not_known'),
  ...nhsNumberFact.shape,
  hospitalNumber: optionalText(20),
  /** Telephone of the family. */
  phone: optionalText(40),
  diagnosis: oneOf(DIAGNOSES, 'a diagnosis'),
  severity: oneOf(SEVERITIES, 'a severity').default('not_graded'),
  baselineLevel: factorLevel.nullable().default(null),
  inhibitor: inhibitorFact.default({ state: 'not_tested', on: null, titre: null }),
  centralLine: oneOf(CENTRAL_LINES, 'a central line').default('none'),
  weight: weightFact.nullable().default(null),
  allergy: allergyFact.default({ allergyState: 'not_recorded', allergies: null }),
  treatment: treatmentFact.nullable().default(null),
  /** The primary hospital near home. */
  link: z
    .strictObject({
      hospitalId: id('a hospital'),
      linkConsultantId: id('a link consultant').nullable().default(null),
    })
    .nullable()
    .default(null),
});

export type RegistrationFacts = z.output<typeof RegistrationFacts>;

export const RegisterPatient = z.strictObject({
  /** Made by the sender: the same registration sent twice is one child. */
  id: id('the record'),
  facts: RegistrationFacts,
  source: factSource,
  /** Similar records that were shown and are of another child. */
  notTheSame: z.array(id('a record')).max(100).default([]),
  /** An unmatched attendance that is this child's: matched in the same step or not at all. */
  attendanceId: id('an attendance').nullable().default(null),
});

export type RegisterPatient = z.input<typeof RegisterPatient>;

/** What was typed so far, to see whether the child is here already. */
export const SimilarQuery = z.strictObject({
  familyName: text(100),
  givenName: text(100),
  birthDate: calendarDate('the birth date').nullable(),
  nhsNumber: text(20),
  hospitalNumber: text(20),
});

export type SimilarQuery = z.input<typeof SimilarQuery>;
