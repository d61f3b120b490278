import type { AlertState } from '@shared-care/domain/alert-states';
import type { Tier } from '@shared-care/domain/alert-tier';
import type { AttendanceReason, UnitKind } from '@shared-care/domain/attendance-reasons';
import type { OpenAccessValidity } from '@shared-care/domain/open-access';
import type { SharedCareRole } from '@shared-care/domain/patient-facts';
import {
  COMMENT_KINDS,
  CORRECTED_PARTS,
  CORRECTION_OUTCOMES,
  type CommentKind,
  type CorrectedPart,
} from '@shared-care/domain/record-correction';
import type { HoursBand, RingLine } from '@shared-care/domain/where-and-whom';
import * as z from 'zod';
import type { ConsultantCover, ListedLinkConsultant } from './link-consultants';
import { AddWeight, FactChange } from './patient-facts';
import type { PatientIdentity, PatientRisks } from './patients';
import { oneOf, requiredText, text, version } from './text';

/** A child linked to the consultant who asks, with what a list at night needs. */
export interface OwnPatient {
  patient: PatientIdentity;
  risks: PatientRisks;
  hospital: { id: string; name: string };
  role: SharedCareRole;
  /** When the link ends by itself. */
  until: string | null;
  /** Whom the asker covers for, when that is why they see the child. */
  coveringFor: string | null;
  /** At that hospital, now. */
  openAccess: OpenAccessValidity;
}

export interface InHospital {
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  unitKind: UnitKind | null;
  reason: AttendanceReason;
  arrivedAt: string;
  openAccess: OpenAccessValidity;
  alert: { id: string; reference: string; state: AlertState; tier: Tier; ownerName: string | null };
  comments: ConsultantComment[];
}

export interface ConsultantComment {
  id: string;
  kind: CommentKind;
  words: string;
  by: string;
  at: string;
}

export interface MyPatients {
  inHospital: InHospital[];
  /** Arrangements at the asker's hospital that wait for local agreement. */
  toAgree: { id: string; patient: PatientIdentity; hospital: { id: string; name: string } }[];
  patients: OwnPatient[];
  /** All of theirs; `patients` holds the first by name. */
  total: number;
  /** Null for staff of the hospital who are not its link consultant. */
  post: ListedLinkConsultant | null;
  /** Whom the asker covers for, now or to come. */
  covering: ConsultantCover[];
  /** The unit's own number for this hour. */
  ringUnit: RingLine[];
  night: boolean;
  now: string;
}

/** Numbers alone: nothing about any child, so that this one page may be kept on a phone. */
export interface ContactSheet {
  hospitals: { name: string; contacts: SheetContact[] }[];
  /** For the device's own clock: England-and-Wales dates `yyyy-mm-dd` from the day before `now` on. */
  bankHolidays: string[];
  now: string;
}

export interface SheetContact {
  label: string;
  phone: string;
  extension: string | null;
  bleep: string | null;
  /** In words. */
  hours: string;
  band: HoursBand;
  verifiedOn: string | null;
  /** Calls to it failed: it comes last, with a warning. */
  stale: boolean;
}

export const CommentOnAlert = z
  .strictObject({
    kind: oneOf(COMMENT_KINDS, 'what you say'),
    words: text(1000).default(''),
  })
  .refine(({ kind, words }) => kind === 'told_phu' || words !== '', {
    path: ['words'],
    message: 'Write the comment.',
  });
export type CommentOnAlert = z.input<typeof CommentOnAlert>;

export const SuggestCorrection = z.strictObject({
  part: oneOf(CORRECTED_PARTS, 'what is wrong'),
  words: requiredText(1000, 'what it should say, and how you know'),
});
export type SuggestCorrection = z.infer<typeof SuggestCorrection>;

export interface SuggestedCorrection {
  id: string;
  version: number;
  patient: PatientIdentity;
  part: CorrectedPart;
  words: string;
  by: string;
  hospitalName: string | null;
  at: string;
}

export interface CorrectionList {
  /** Oldest first; only those nobody has decided. */
  corrections: SuggestedCorrection[];
  now: string;
}

/** How many wait; it names nobody. */
export interface CorrectionCount {
  open: number;
}

export const CorrectedWeight = AddWeight.omit({ id: true, source: true });
export type CorrectedWeight = z.input<typeof CorrectedWeight>;

export const DecideCorrection = z
  .strictObject({
    version,
    outcome: oneOf(CORRECTION_OUTCOMES, 'what you did'),
    answer: requiredText(500, 'what you checked and did, or where it was put right'),
    /** What the fact is to be: written with the decision, or neither is. */
    changes: z.array(FactChange).max(1, 'Change one fact at a time.').default([]),
    weight: CorrectedWeight.nullable().default(null),
  })
  .refine(({ outcome, changes, weight }) => outcome === 'corrected' || (changes.length === 0 && weight === null), {
    path: ['outcome'],
    message: 'Only “Corrected” changes a fact.',
  });
export type DecideCorrection = z.input<typeof DecideCorrection>;
