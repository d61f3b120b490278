import { DIAGNOSES, INHIBITOR_STATES, SEVERITIES } from '@shared-care/domain/patient-facts';
import * as z from 'zod';
import { id, oneOf } from '../text';

/** Columns that the list of children can be sorted by. */
export const PATIENT_SORTS = { name: 1, born: 1, hospital: 1, attendance: 1, review: 1 } as const;

export type PatientSort = keyof typeof PATIENT_SORTS;

const unset = z.literal('');

const whole = (most: number, otherwise: number) => z.coerce.number().int().min(1).max(most).default(otherwise);

/** What stands in the address of the list: never a name or a number of a child. '' is a filter that is not set. */
export const ListPatients = z.strictObject({
  page: whole(1_000_000, 1),
  rows: whole(100, 25),
  sort: oneOf(PATIENT_SORTS, 'a column of the list').default('name'),
  order: oneOf({ up: 1, down: 1 }, 'up or down').default('up'),
  /** With a running link there, of any kind. */
  hospital: z.union([unset, id('the hospital')]).default(''),
  diagnosis: z.union([unset, oneOf(DIAGNOSES, 'a diagnosis')]).default(''),
  severity: z.union([unset, oneOf(SEVERITIES, 'a severity')]).default(''),
  inhibitor: z.union([unset, oneOf(INHIBITOR_STATES, 'a state of the inhibitor')]).default(''),
  /** On this one, as it counts today; or on none. */
  treatment: z.union([unset, z.literal('none'), id('a treatment')]).default(''),
  /** Open access at the usual hospital or the emergency plan is due review, or ran out. */
  review: z.union([unset, z.literal('due')]).default(''),
  /** No shared care link that runs today. */
  link: z.union([unset, z.literal('none')]).default(''),
  /** No approved emergency plan. */
  plan: z.union([unset, z.literal('none')]).default(''),
  /** Moved out of the area. */
  moved: z.union([unset, z.literal('yes')]).default(''),
});

export type ListPatients = z.output<typeof ListPatients>;
