import type { NhsNumberStatus } from '@shared-care/domain/patient-facts';
import type { UnitKind } from '@shared-care/domain/attendance-reasons';
import { UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import {
  CAPABILITY_KINDS,
  type CapabilityKind,
  type ClosureState,
  type ClosureSubject,
} from '@shared-care/domain/hospital-profile';
import * as z from 'zod';
import type { ListedContact, ListedContactChange } from './contacts';
import { calendarDate, id, oneOf, requiredText, text, version } from './text';

export const HospitalSearch = z.strictObject({ search: text(100).default('') });
export type HospitalSearch = z.infer<typeof HospitalSearch>;

/** `hub`: the PHU's own; `shared_care`: in our network; `other`: any other site in the ODS register. */
export type NetworkRole = 'hub' | 'shared_care' | 'other';

export interface HospitalUnit {
  id: string;
  kind: UnitKind;
  name: string;
}

export interface HospitalSummary {
  id: string;
  odsCode: string;
  name: string;
  trustName: string | null;
  town: string | null;
  postcode: string | null;
  networkRole: NetworkRole;
  /** Calendar date; set when ODS lists the site as closed. */
  closedOn: string | null;
  units: HospitalUnit[];
}

/** Numbers of children, never which. Null where the reader may not know: another hospital than a consultant's own. */
export interface HospitalFigures {
  /** Linked now, in any role. */
  children: number;
  /** Open access arrangements that are valid. */
  arrangements: number;
  /** Arrived in the last 12 months. */
  attendances: number;
}

/** One line of the directory. */
/** Without words all of our network; with words the first of `total`. */
export interface FoundHospitals {
  hospitals: HospitalSummary[];
  total: number;
}

export interface DirectoryHospital extends Omit<HospitalSummary, 'units'> {
  figures: HospitalFigures | null;
  contacts: { total: number; verified: number; tasks: number; waiting: number; oldestCheckOn: string | null };
  /** Number of the emergency department, as it is rung. */
  edPhone: string | null;
  factorHeld: string[];
  linkConsultants: string[];
  /** A closure or successor was published and nobody has decided yet, or it was accepted. */
  closing: boolean;
}

export interface HospitalDirectory {
  hospitals: DirectoryHospital[];
  /** Contacts that a verification round would ask for. */
  toVerify: number;
  now: string;
}

export interface Capability {
  id: string;
  kind: CapabilityKind;
  words: string;
  /** Calendar date on which it was so. */
  asOf: string;
  recordedBy: string | null;
}

export interface ClosureReview {
  id: string;
  version: number;
  hospital: { id: string; name: string; odsCode: string };
  subject: ClosureSubject;
  /** Of the site or the trust that the register says it of. */
  odsCode: string;
  closedOn: string | null;
  successors: { odsCode: string; name: string | null; hospitalId: string | null; networkRole: NetworkRole | null }[];
  foundAt: string;
  state: ClosureState;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
  /** What it touches. */
  touches: HospitalFigures & { contacts: number };
}

export interface HospitalPage extends HospitalSummary {
  version: number;
  address: string;
  publishedName: string;
  successorCodes: string[];
  figures: HospitalFigures | null;
  contacts: ListedContact[];
  /** Waiting first, then the newest decided. */
  changes: ListedContactChange[];
  capabilities: Capability[];
  linkConsultants: {
    name: string;
    phone: string | null;
    phoneVerifiedOn: string | null;
    fromOn: string;
    toOn: string | null;
  }[];
  closures: ClosureReview[];
  now: string;
}

export const SetNetworkRole = z.strictObject({
  version,
  networkRole: z.enum(['shared_care', 'other'], { error: 'Choose whether this hospital is in our network.' }),
  /** Needed when it leaves. */
  reason: text(300).default(''),
});
export type SetNetworkRole = z.input<typeof SetNetworkRole>;

/** Published hospitals outside our network that match, and how many there are when not all are listed. */
export interface PublishedHospitals {
  hospitals: Omit<HospitalSummary, 'units' | 'networkRole'>[];
  total: number;
}

/** Numbers, never which child: what somebody leaves behind who lets a hospital go. */
export interface HangingOnHospital {
  /** Linked now or from a later day on. */
  children: number;
  /** Arrangements for open access that are valid or on their way. */
  arrangements: number;
  openAlerts: number;
  consultants: number;
  /** Changes of numbers that wait for a second person. */
  waitingChanges: number;
}

export interface NetworkChange {
  id: string;
  was: NetworkRole;
  becomes: NetworkRole;
  reason: string | null;
  counts: HangingOnHospital | null;
  at: string;
  by: string | null;
}

export interface HospitalNetwork {
  hangs: HangingOnHospital;
  /** Newest first. */
  history: NetworkChange[];
  now: string;
}

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

/** What became of a statement that somebody else replaced or ended first; with the 409 in `current`. */
export interface CapabilityNow {
  capability: Capability | null;
}

export const DecideClosure = z.strictObject({
  version,
  accept: z.boolean({ error: 'Say whether you accept it.' }),
  reason: requiredText(500, 'why'),
});
export type DecideClosure = z.infer<typeof DecideClosure>;

/** A child on the print pack of a hospital; for the unit's own staff only. */
export interface PackChild {
  id: string;
  familyName: string;
  givenName: string;
  birthDate: string;
  nhsNumber: string | null;
  nhsNumberStatus: NhsNumberStatus;
  linkRole: 'primary' | 'secondary' | 'temporary';
  linkConsultant: string | null;
  /** Words, for example "Valid until 03-Dec-2026". */
  openAccess: string;
}

export interface HospitalSheet {
  id: string;
  name: string;
  odsCode: string;
  town: string | null;
  contacts: ListedContact[];
  linkConsultants: { name: string; phone: string | null }[];
}

/** Every number of our network on paper, for the day this cannot be reached (H19). */
export interface ContactSheet {
  unitName: string;
  hospitals: HospitalSheet[];
  now: string;
}

export interface PrintPack {
  unitName: string;
  hospital: HospitalSheet;
  hub: HospitalSheet | null;
  capabilities: Capability[];
  /** Null for readers who see no child. */
  children: PackChild[] | null;
  now: string;
}

/** Numbers a unit publishes: no person, no bleep, no email. */
export interface PublicContacts {
  unit: string;
  /** Date in London, `yyyy-mm-dd`, on which this was true. */
  asOf: string;
  hospitals: {
    odsCode: string;
    name: string;
    town: string | null;
    contacts: { label: string; phone: string; extension: string | null; hours: string; verifiedOn: string | null }[];
  }[];
}
