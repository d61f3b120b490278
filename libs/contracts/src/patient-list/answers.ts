import * as z from 'zod';
import { PatientIdentity, PatientMatch, PatientRisks } from '../patients/answers';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { keyOf } from '../text';

export const PatientInList = z.strictObject({
  patient: PatientIdentity,
  risks: PatientRisks,
  usualHospital: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  movedAwayOn: z.string().nullable(),
  /** At the usual hospital; null when nothing was ever agreed there. */
  openAccess: z
    .strictObject({
      validity: keyOf(OPEN_ACCESS_VALIDITIES),
      reviewBy: z.string(),
    })
    .nullable(),
  /** The approved plan. */
  plan: z
    .strictObject({
      version: z.number(),
      reviewBy: z.string(),
      due: z.boolean(),
    })
    .nullable(),
  /** A draft of a plan waits; told to the unit alone. */
  planInMaking: z.boolean(),
  /** `here` while the child has arrived and not left. */
  lastAttendance: z
    .strictObject({
      arrivedAt: z.string(),
      here: z.boolean(),
    })
    .nullable(),
});
export type PatientInList = z.output<typeof PatientInList>;

export const PatientList = z.strictObject({
  rows: z.array(PatientInList),
  /** How many match the filters. */
  total: z.number(),
  /** How many there are whom the asker may see. */
  all: z.number(),
  /** Whose records the asker opened last, newest first; whatever the filters are. */
  recent: z.array(PatientMatch),
  /** Hospitals that a child here has a running link with. */
  hospitals: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  treatments: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  now: z.string(),
});
export type PatientList = z.output<typeof PatientList>;
