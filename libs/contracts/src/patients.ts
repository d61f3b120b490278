import type {
  AttendanceReason,
  AttendanceCategory,
  BleedSite,
  ToldBy,
  UnitKind,
} from '@shared-care/domain/attendance-reasons';
import type { AttendanceState } from '@shared-care/domain/attendance-states';
import type { AlertOutcome, AlertState } from '@shared-care/domain/alert-states';
import type { Tier, TierTrigger } from '@shared-care/domain/alert-tier';
import type { OpenAccessState, OpenAccessValidity } from '@shared-care/domain/open-access';
import type {
  AllergyState,
  CentralLine,
  Diagnosis,
  InhibitorState,
  NhsNumberStatus,
  Severity,
  Sex,
  SharedCareRole,
} from '@shared-care/domain/patient-facts';
import type { ChildTreatment } from '@shared-care/domain/treatments';
import * as z from 'zod';
import type { ArrangementNow, PlaceNow } from '@shared-care/domain/place-now';
import type { RingLine } from '@shared-care/domain/where-and-whom';
import { text } from './text';

/** Sent in the body, never in the URL: what is searched for may be an NHS number. */
export const PatientSearch = z.strictObject({
  query: text(200),
  limit: z.int().min(1).max(50).default(8),
});
export type PatientSearch = z.input<typeof PatientSearch>;

/** What identifies a patient, in every list and banner. */
export interface PatientIdentity {
  id: string;
  familyName: string;
  givenName: string;
  preferredName: string | null;
  title: string | null;
  /** `yyyy-mm-dd` */
  birthDate: string;
  sex: Sex;
  /** Ten digits, or null when not known. */
  nhsNumber: string | null;
  nhsNumberStatus: NhsNumberStatus;
  hospitalNumber: string | null;
  /** Calendar date; set when the patient has died. */
  diedOn: string | null;
}

/** What matters in an emergency; the strip under the banner. */
export interface PatientRisks {
  diagnosis: Diagnosis;
  severity: Severity;
  /** Baseline factor level in IU/dL as text of a decimal, null when not recorded. */
  baselineLevel: string | null;
  inhibitor: InhibitorState;
  /** `yyyy-mm-dd` of the last inhibitor result. */
  inhibitorOn: string | null;
  /** Those that run, and those that stopped and still count; see `treatmentWords` and `treatmentLines`. */
  treatments: ChildTreatment[];
  centralLine: CentralLine;
  weightKg: string | null;
  weighedOn: string | null;
  allergyState: AllergyState;
  allergies: string | null;
}

export interface PatientMatch {
  patient: PatientIdentity;
  risks: PatientRisks;
  usualHospital: { id: string; name: string } | null;
  /** True when another patient in the register has the same family name and the same initial or birth date. */
  similarName: boolean;
}

export interface PatientSearchAnswer {
  /** The best of them, as many as were asked for. */
  matches: PatientMatch[];
  /** How many match in all. */
  total: number;
  /** How the query was understood, in words for the screen: "NHS number", "birth date 05-Apr-2019", "name". */
  understoodAs: string;
}

export interface SharedCareLink {
  id: string;
  role: SharedCareRole;
  hospital: { id: string; name: string; odsCode: string };
  /** Of a running link: who answers for it at this moment, if anybody does. Of any other: whom it named. */
  linkConsultant: {
    id: string;
    name: string;
    phone: string | null;
    /** Name of the consultant they cover for. */
    coveringFor: string | null;
  } | null;
  validFrom: string;
  validTo: string | null;
  /** Who at the receiving unit said that it expects the child, and when; asked of temporary links. */
  confirmed: { by: string; on: string } | null;
  /** Running at the time of the answer. */
  current: boolean;
}

/** The arrangement that counts, or comes nearest to it, at one hospital. */
export interface OpenAccessSummary extends ArrangementNow {
  id: string;
  hospital: { id: string; name: string };
  unitName: string | null;
  state: OpenAccessState;
  validity: OpenAccessValidity;
  because: string;
  reasons: string;
  exclusions: string | null;
  startsAt: string;
  endsAt: string | null;
  reviewBy: string;
  versionNumber: number;
}

/** One attendance as the timeline shows it. */
export interface AttendanceOnTimeline {
  id: string;
  reference: string;
  hospital: { id: string; name: string };
  unitKind: UnitKind | null;
  state: AttendanceState;
  closed: boolean;
  reason: AttendanceReason;
  bleedSite: BleedSite | null;
  category: AttendanceCategory;
  arrivedAt: string;
  reportedAt: string;
  leftAt: string | null;
  toldBy: ToldBy;
  loggedBy: string;
  openAccess: OpenAccessValidity;
  /** It had first been logged for another child. */
  movedHere: boolean;
  alert: {
    id: string;
    state: AlertState;
    tier: Tier;
    trigger: TierTrigger;
    ownerName: string | null;
    outcome: AlertOutcome | null;
    acknowledgedAt: string | null;
    closedAt: string | null;
  };
}

export interface PatientPage {
  patient: PatientIdentity;
  risks: PatientRisks;
  links: SharedCareLink[];
  openAccess: OpenAccessSummary[];
  /** Newest first. */
  attendances: AttendanceOnTimeline[];
  /** In words: "6 in 12 months, 2 where open access was not valid". */
  attendanceSummary: string;
  /** Attendances that had been logged here for another child; latest first. */
  movedAway: { reference: string; movedBy: string; movedAt: string }[];
  /** Records that were closed in favour of this one; latest first. Told to the unit alone. */
  mergedHere: { mergeId: string; by: string; at: string }[];
  /** Where the child is or would be seen; null when no open hospital counts for them. */
  place: PlaceNow | null;
  /** Hospitals that count for the child and have closed, one sentence each. */
  closedHospitals: string[];
  ringNow: RingLine[];
  now: string;
}
