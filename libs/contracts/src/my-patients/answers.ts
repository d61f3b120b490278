import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import { PatientIdentity, PatientRisks } from '../patients/answers';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { keyOf } from '../text';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { ATTENDANCE_REASONS, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { ALERT_STATES } from '@shared-care/domain/alert-states';
import { TIERS } from '@shared-care/domain/alert-tier';
import { COMMENT_KINDS, CORRECTED_PARTS } from '@shared-care/domain/record-correction';
import { ConsultantCover, ListedLinkConsultant } from '../link-consultants/answers';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';

/** A child linked to the consultant who asks, with what a list at night needs. */
export const OwnPatient = z.strictObject({
  patient: PatientIdentity,
  risks: PatientRisks,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  role: keyOf(SHARED_CARE_ROLES),
  /** When the link ends by itself. */
  until: z.string().nullable(),
  /** Whom the asker covers for, when that is why they see the child. */
  coveringFor: z.string().nullable(),
  /** At that hospital, now. */
  openAccess: keyOf(OPEN_ACCESS_VALIDITIES),
});
export type OwnPatient = z.output<typeof OwnPatient>;

export const ConsultantComment = z.strictObject({
  id: z.string(),
  kind: keyOf(COMMENT_KINDS),
  words: z.string(),
  by: z.string(),
  at: z.string(),
});
export type ConsultantComment = z.output<typeof ConsultantComment>;

export const InHospital = z.strictObject({
  patient: PatientIdentity,
  hospital: z.strictObject({
    /** Null at a hospital that is not listed. */
    id: z.string().nullable(),
    name: z.string(),
  }),
  unitKind: keyOf(UNIT_KINDS).nullable(),
  reason: keyOf(ATTENDANCE_REASONS),
  arrivedAt: z.string(),
  openAccess: keyOf(OPEN_ACCESS_VALIDITIES),
  alert: z.strictObject({
    id: z.string(),
    reference: z.string(),
    state: keyOf(ALERT_STATES),
    tier: keyOf(TIERS),
    ownerName: z.string().nullable(),
  }),
  comments: z.array(ConsultantComment),
});
export type InHospital = z.output<typeof InHospital>;

export const MyPatients = z.strictObject({
  inHospital: z.array(InHospital),
  /** Arrangements at the asker's hospital that wait for local agreement. */
  toAgree: z.array(
    z.strictObject({
      id: z.string(),
      patient: PatientIdentity,
      hospital: z.strictObject({
        id: z.string(),
        name: z.string(),
      }),
    }),
  ),
  patients: z.array(OwnPatient),
  /** All of theirs; `patients` holds the first by name. */
  total: z.number(),
  /** Null for staff of the hospital who are not its link consultant. */
  post: ListedLinkConsultant.nullable(),
  /** Whom the asker covers for, now or to come. */
  covering: z.array(ConsultantCover),
  /** The unit's own number for this hour. */
  ringUnit: z.array(NumberToRing),
  night: z.boolean(),
  now: z.string(),
});
export type MyPatients = z.output<typeof MyPatients>;

export const SheetContact = z.strictObject({
  label: z.string(),
  phone: z.string(),
  extension: z.string().nullable(),
  bleep: z.string().nullable(),
  /** In words. */
  hours: z.string(),
  band: keyOf(HOURS_BANDS),
  verifiedOn: z.string().nullable(),
  /** Calls to it failed: it comes last, with a warning. */
  stale: z.boolean(),
});
export type SheetContact = z.output<typeof SheetContact>;

/** Numbers alone: nothing about any child, so that this one page may be kept on a phone. */
export const ContactSheet = z.strictObject({
  hospitals: z.array(
    z.strictObject({
      name: z.string(),
      contacts: z.array(SheetContact),
    }),
  ),
  /** For the device's own clock: England-and-Wales dates `yyyy-mm-dd` from the day before `now` on. */
  bankHolidays: z.array(z.string()),
  now: z.string(),
});
export type ContactSheet = z.output<typeof ContactSheet>;

export const SuggestedCorrection = z.strictObject({
  id: z.string(),
  version: z.number(),
  patient: PatientIdentity,
  part: keyOf(CORRECTED_PARTS),
  words: z.string(),
  by: z.string(),
  hospitalName: z.string().nullable(),
  at: z.string(),
});
export type SuggestedCorrection = z.output<typeof SuggestedCorrection>;

export const CorrectionList = z.strictObject({
  /** Oldest first; only those not decided. */
  corrections: z.array(SuggestedCorrection),
  now: z.string(),
});
export type CorrectionList = z.output<typeof CorrectionList>;

/** How many wait, without a name. */
export const CorrectionCount = z.strictObject({
  open: z.number(),
});
export type CorrectionCount = z.output<typeof CorrectionCount>;
