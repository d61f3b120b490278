import * as z from 'zod';
import { NumberToRing } from '../contacts/number-to-ring';
import {
  ALLERGY_STATES,
  CENTRAL_LINES,
  DIAGNOSES,
  INHIBITOR_STATES,
  NHS_NUMBER_STATUSES,
  SEVERITIES,
  SEXES,
  SHARED_CARE_ROLES,
} from '@shared-care/domain/patient-facts';
import { keyOf } from '../text';
import { OPEN_ACCESS_STATES, OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { ATTENDANCE_REASONS, BLEED_SITES, TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { ALERT_OUTCOMES, ALERT_STATES } from '@shared-care/domain/alert-states';
import { TIERS, TIER_TRIGGERS } from '@shared-care/domain/alert-tier';

/** What identifies a patient, in every list and banner. */
export const PatientIdentity = z.strictObject({
  id: z.string(),
  familyName: z.string(),
  givenName: z.string(),
  preferredName: z.string().nullable(),
  title: z.string().nullable(),
  /** `yyyy-mm-dd` */
  birthDate: z.string(),
  sex: keyOf(SEXES),
  /** Ten digits, or null when not known. */
  nhsNumber: z.string().nullable(),
  nhsNumberStatus: keyOf(NHS_NUMBER_STATUSES),
  hospitalNumber: z.string().nullable(),
  /** Calendar date; set when the patient has died. */
  diedOn: z.string().nullable(),
});
export type PatientIdentity = z.output<typeof PatientIdentity>;

/** What matters in an emergency; the strip under the banner. */
export const PatientRisks = z.strictObject({
  diagnosis: keyOf(DIAGNOSES),
  severity: keyOf(SEVERITIES),
  /** Baseline factor level in IU/dL as text of a decimal, null when not recorded. */
  baselineLevel: z.string().nullable(),
  inhibitor: keyOf(INHIBITOR_STATES),
  /** `yyyy-mm-dd` of the last inhibitor result. */
  inhibitorOn: z.string().nullable(),
  /** Those that run, and those that stopped and still count; see `treatmentWords` and `treatmentLines`. */
  treatments: z.array(
    z.strictObject({
      id: z.string(),
      treatmentId: z.string(),
      name: z.string(),
      class: z.enum([
        'factor_viii_shl',
        'factor_viii_ehl',
        'factor_viii_sustained',
        'factor_ix_shl',
        'factor_ix_ehl',
        'von_willebrand_factor',
        'other_factor',
        'rfviia',
        'apcc',
        'factor_viii_mimetic',
        'rebalancing',
        'desmopressin',
        'antifibrinolytic',
        'other',
      ]),
      regimen: z.string(),
      purpose: z.enum(['prophylaxis', 'on_demand']),
      startedOn: z.string().nullable(),
      stoppedOn: z.string().nullable(),
      countsUntil: z.string().nullable(),
      redWhenBleeding: z.boolean(),
      careWith: z.array(
        z.enum([
          'factor_viii_shl',
          'factor_viii_ehl',
          'factor_viii_sustained',
          'factor_ix_shl',
          'factor_ix_ehl',
          'von_willebrand_factor',
          'other_factor',
          'rfviia',
          'apcc',
          'factor_viii_mimetic',
          'rebalancing',
          'desmopressin',
          'antifibrinolytic',
          'other',
        ]),
      ),
      words: z.strictObject({ emergency: z.string(), tests: z.string(), careBeside: z.string() }).nullable(),
    }),
  ),
  centralLine: keyOf(CENTRAL_LINES),
  weightKg: z.string().nullable(),
  weighedOn: z.string().nullable(),
  allergyState: keyOf(ALLERGY_STATES),
  allergies: z.string().nullable(),
});
export type PatientRisks = z.output<typeof PatientRisks>;

export const PatientMatch = z.strictObject({
  patient: PatientIdentity,
  risks: PatientRisks,
  usualHospital: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  /** True when another patient in the register has the same family name and the same initial or birth date. */
  similarName: z.boolean(),
});
export type PatientMatch = z.output<typeof PatientMatch>;

export const PatientSearchAnswer = z.strictObject({
  /** The best of them, as many as were asked for. */
  matches: z.array(PatientMatch),
  /** How many match in all. */
  total: z.number(),
  /** How the query was understood, in words for the screen: "NHS number", "birth date 05-Apr-2019", "name". */
  understoodAs: z.string(),
});
export type PatientSearchAnswer = z.output<typeof PatientSearchAnswer>;

export const SharedCareLink = z.strictObject({
  id: z.string(),
  role: keyOf(SHARED_CARE_ROLES),
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
    odsCode: z.string(),
  }),
  /** Of a running link: who answers for it at this moment, if anybody does. Of any other: whom it named. */
  linkConsultant: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
      /** Name of the consultant they cover for. */
      coveringFor: z.string().nullable(),
    })
    .nullable(),
  validFrom: z.string(),
  validTo: z.string().nullable(),
  /** Who at the receiving unit said that it expects the child, and when; asked of temporary links. */
  confirmed: z
    .strictObject({
      by: z.string(),
      on: z.string(),
    })
    .nullable(),
  /** Running at the time of the answer. */
  current: z.boolean(),
});
export type SharedCareLink = z.output<typeof SharedCareLink>;

/** The arrangement that counts, or comes nearest to it, at one hospital. */
export const OpenAccessSummary = z
  .strictObject({
    where: z.string(),
    whereHours: z.string(),
    ringFirst: z
      .strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() })
      .nullable(),
    whereAllHours: z.string(),
    ringFirstAllHours: z.array(
      z.strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() }),
    ),
    say: z.string().nullable(),
  })
  .extend({
    id: z.string(),
    hospital: z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
    unitName: z.string().nullable(),
    state: keyOf(OPEN_ACCESS_STATES),
    validity: keyOf(OPEN_ACCESS_VALIDITIES),
    because: z.string(),
    reasons: z.string(),
    exclusions: z.string().nullable(),
    startsAt: z.string(),
    endsAt: z.string().nullable(),
    reviewBy: z.string(),
    versionNumber: z.number(),
  });
export type OpenAccessSummary = z.output<typeof OpenAccessSummary>;

/** One attendance as the timeline shows it. */
export const AttendanceOnTimeline = z.strictObject({
  id: z.string(),
  reference: z.string(),
  hospital: z.strictObject({
    /** Null at a hospital that is not listed. */
    id: z.string().nullable(),
    name: z.string(),
  }),
  unitKind: keyOf(UNIT_KINDS).nullable(),
  state: keyOf(ATTENDANCE_STATES),
  closed: z.boolean(),
  reason: keyOf(ATTENDANCE_REASONS),
  bleedSite: keyOf(BLEED_SITES).nullable(),
  category: z.literal([1, 2, 3, 4]),
  arrivedAt: z.string(),
  reportedAt: z.string(),
  leftAt: z.string().nullable(),
  toldBy: keyOf(TOLD_BY),
  loggedBy: z.string(),
  openAccess: keyOf(OPEN_ACCESS_VALIDITIES),
  /** It had first been logged for another child. */
  movedHere: z.boolean(),
  alert: z.strictObject({
    id: z.string(),
    state: keyOf(ALERT_STATES),
    tier: keyOf(TIERS),
    trigger: keyOf(TIER_TRIGGERS),
    ownerName: z.string().nullable(),
    outcome: keyOf(ALERT_OUTCOMES).nullable(),
    acknowledgedAt: z.string().nullable(),
    closedAt: z.string().nullable(),
  }),
});
export type AttendanceOnTimeline = z.output<typeof AttendanceOnTimeline>;

export const PatientPage = z.strictObject({
  patient: PatientIdentity,
  risks: PatientRisks,
  links: z.array(SharedCareLink),
  openAccess: z.array(OpenAccessSummary),
  /** Newest first. */
  attendances: z.array(AttendanceOnTimeline),
  /** In words: "6 in 12 months, 2 where open access was not valid". */
  attendanceSummary: z.string(),
  /** Attendances that had been logged here for another child; latest first. */
  movedAway: z.array(
    z.strictObject({
      reference: z.string(),
      movedBy: z.string(),
      movedAt: z.string(),
    }),
  ),
  /** Records that were closed in favour of this one; latest first. Told to the unit alone. */
  mergedHere: z.array(
    z.strictObject({
      mergeId: z.string(),
      by: z.string(),
      at: z.string(),
    }),
  ),
  /** Where the child is or would be seen; null when no open hospital counts for them. */
  place: z
    .strictObject({
      validity: z.enum([
        'valid',
        'due_review',
        'not_started',
        'awaiting_agreement',
        'expired',
        'suspended',
        'withdrawn',
        'none',
        'unknown',
      ]),
      validityBecause: z.string(),
      openAccess: z
        .strictObject({
          where: z.string(),
          whereHours: z.string(),
          ringFirst: z
            .strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() })
            .nullable(),
          whereAllHours: z.string(),
          ringFirstAllHours: z.array(
            z.strictObject({ label: z.string(), phone: z.string(), hours: z.string(), warning: z.string().nullable() }),
          ),
          say: z.string().nullable(),
        })
        .nullable(),
      hospital: z.strictObject({ id: z.string(), name: z.string() }),
      unitKind: z.enum(['ed', 'assessment', 'ward']).nullable(),
      childIsThere: z.boolean(),
      because: z.string(),
    })
    .nullable(),
  /** Hospitals that count for the child and have closed, one sentence each. */
  closedHospitals: z.array(z.string()),
  ringNow: z.array(NumberToRing),
  now: z.string(),
});
export type PatientPage = z.output<typeof PatientPage>;
