import * as z from 'zod';
import { UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { keyOf } from '../text';
import { CAPABILITY_KINDS, CLOSURE_STATES, CLOSURE_SUBJECTS } from '@shared-care/domain/hospital-profile';
import { ListedContact, ListedContactChange } from '../contacts/answers';
import { NHS_NUMBER_STATUSES } from '@shared-care/domain/patient-facts';

/** `hub`: the PHU's own; `shared_care`: in our network; `other`: any other site in the ODS register. */
export const NetworkRole = z.enum(['hub', 'shared_care', 'other']);
export type NetworkRole = z.output<typeof NetworkRole>;

export const HospitalUnit = z.strictObject({
  id: z.string(),
  kind: keyOf(UNIT_KINDS),
  name: z.string(),
});
export type HospitalUnit = z.output<typeof HospitalUnit>;

export const HospitalSummary = z.strictObject({
  id: z.string(),
  odsCode: z.string(),
  name: z.string(),
  trustName: z.string().nullable(),
  town: z.string().nullable(),
  postcode: z.string().nullable(),
  networkRole: NetworkRole,
  /** Calendar date; set when ODS lists the site as closed. */
  closedOn: z.string().nullable(),
  units: z.array(HospitalUnit),
});
export type HospitalSummary = z.output<typeof HospitalSummary>;

/** Numbers of children, never which. Null where the reader may not know: another hospital than a consultant's own. */
export const HospitalFigures = z.strictObject({
  /** Linked now, in any role. */
  children: z.number(),
  /** Open access arrangements that are valid. */
  arrangements: z.number(),
  /** Arrived in the last 12 months. */
  attendances: z.number(),
});
export type HospitalFigures = z.output<typeof HospitalFigures>;

/** One line of the directory. */
/** Without words all of our network; with words the first of `total`. */
export const FoundHospitals = z.strictObject({
  hospitals: z.array(HospitalSummary),
  total: z.number(),
});
export type FoundHospitals = z.output<typeof FoundHospitals>;

export const DirectoryHospital = HospitalSummary.omit({ units: true }).extend({
  figures: HospitalFigures.nullable(),
  contacts: z.strictObject({
    total: z.number(),
    verified: z.number(),
    tasks: z.number(),
    waiting: z.number(),
    oldestCheckOn: z.string().nullable(),
  }),
  /** Number of the emergency department, as it is rung. */
  edPhone: z.string().nullable(),
  factorHeld: z.array(z.string()),
  linkConsultants: z.array(z.string()),
  /** A closure or successor was published and waits for a decision, or it was accepted. */
  closing: z.boolean(),
});
export type DirectoryHospital = z.output<typeof DirectoryHospital>;

export const HospitalDirectory = z.strictObject({
  hospitals: z.array(DirectoryHospital),
  /** Contacts that a verification round would ask for. */
  toVerify: z.number(),
  now: z.string(),
});
export type HospitalDirectory = z.output<typeof HospitalDirectory>;

export const Capability = z.strictObject({
  id: z.string(),
  kind: keyOf(CAPABILITY_KINDS),
  words: z.string(),
  /** Calendar date on which it was so. */
  asOf: z.string(),
  recordedBy: z.string().nullable(),
});
export type Capability = z.output<typeof Capability>;

export const ClosureReview = z.strictObject({
  id: z.string(),
  version: z.number(),
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
    odsCode: z.string(),
  }),
  subject: keyOf(CLOSURE_SUBJECTS),
  /** Of the site or the trust that the register says it of. */
  odsCode: z.string(),
  closedOn: z.string().nullable(),
  successors: z.array(
    z.strictObject({
      odsCode: z.string(),
      name: z.string().nullable(),
      hospitalId: z.string().nullable(),
      networkRole: NetworkRole.nullable(),
    }),
  ),
  foundAt: z.string(),
  state: keyOf(CLOSURE_STATES),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
  reason: z.string().nullable(),
  /** What it touches. */
  touches: HospitalFigures.extend(
    z.strictObject({
      contacts: z.number(),
    }).shape,
  ),
});
export type ClosureReview = z.output<typeof ClosureReview>;

export const HospitalPage = HospitalSummary.extend({
  version: z.number(),
  address: z.string(),
  publishedName: z.string(),
  successorCodes: z.array(z.string()),
  figures: HospitalFigures.nullable(),
  contacts: z.array(ListedContact),
  /** Waiting first, then the newest decided. */
  changes: z.array(ListedContactChange),
  capabilities: z.array(Capability),
  linkConsultants: z.array(
    z.strictObject({
      name: z.string(),
      phone: z.string().nullable(),
      phoneVerifiedOn: z.string().nullable(),
      fromOn: z.string(),
      toOn: z.string().nullable(),
    }),
  ),
  closures: z.array(ClosureReview),
  now: z.string(),
});
export type HospitalPage = z.output<typeof HospitalPage>;

/** Published hospitals outside our network that match, and how many there are when not all are listed. */
export const PublishedHospitals = z.strictObject({
  hospitals: z.array(HospitalSummary.omit({ units: true, networkRole: true })),
  total: z.number(),
});
export type PublishedHospitals = z.output<typeof PublishedHospitals>;

/** Numbers, never which child: what somebody leaves behind who lets a hospital go. */
export const HangingOnHospital = z.strictObject({
  /** Linked now or from a later day on. */
  children: z.number(),
  /** Arrangements for open access that are valid or on their way. */
  arrangements: z.number(),
  openAlerts: z.number(),
  consultants: z.number(),
  /** Changes of numbers that wait for a second person. */
  waitingChanges: z.number(),
});
export type HangingOnHospital = z.output<typeof HangingOnHospital>;

export const NetworkChange = z.strictObject({
  id: z.string(),
  was: NetworkRole,
  becomes: NetworkRole,
  reason: z.string().nullable(),
  counts: HangingOnHospital.nullable(),
  at: z.string(),
  by: z.string().nullable(),
});
export type NetworkChange = z.output<typeof NetworkChange>;

export const HospitalNetwork = z.strictObject({
  hangs: HangingOnHospital,
  /** Newest first. */
  history: z.array(NetworkChange),
  now: z.string(),
});
export type HospitalNetwork = z.output<typeof HospitalNetwork>;

/** What became of a statement that somebody else replaced or ended first; with the 409 in `current`. */
export const CapabilityNow = z.strictObject({
  capability: Capability.nullable(),
});
export type CapabilityNow = z.output<typeof CapabilityNow>;

/** A child on the print pack of a hospital; for the unit's own staff only. */
export const PackChild = z.strictObject({
  id: z.string(),
  familyName: z.string(),
  givenName: z.string(),
  birthDate: z.string(),
  nhsNumber: z.string().nullable(),
  nhsNumberStatus: keyOf(NHS_NUMBER_STATUSES),
  linkRole: z.enum(['primary', 'secondary', 'temporary']),
  linkConsultant: z.string().nullable(),
  /** Words, for example "Valid until 03-Dec-2026". */
  openAccess: z.string(),
});
export type PackChild = z.output<typeof PackChild>;

export const HospitalSheet = z.strictObject({
  id: z.string(),
  name: z.string(),
  odsCode: z.string(),
  town: z.string().nullable(),
  contacts: z.array(ListedContact),
  linkConsultants: z.array(
    z.strictObject({
      name: z.string(),
      phone: z.string().nullable(),
    }),
  ),
});
export type HospitalSheet = z.output<typeof HospitalSheet>;

/** Every number of our network on paper, for the day this cannot be reached (H19). */
export const ContactSheet = z.strictObject({
  unitName: z.string(),
  hospitals: z.array(HospitalSheet),
  now: z.string(),
});
export type ContactSheet = z.output<typeof ContactSheet>;

export const PrintPack = z.strictObject({
  unitName: z.string(),
  hospital: HospitalSheet,
  hub: HospitalSheet.nullable(),
  capabilities: z.array(Capability),
  /** Null for readers who see no child. */
  children: z.array(PackChild).nullable(),
  now: z.string(),
});
export type PrintPack = z.output<typeof PrintPack>;

/** Numbers a unit publishes: no person, no bleep, no email. */
export const PublicContacts = z.strictObject({
  unit: z.string(),
  /** Date in London, `yyyy-mm-dd`, on which this was true. */
  asOf: z.string(),
  hospitals: z.array(
    z.strictObject({
      odsCode: z.string(),
      name: z.string(),
      town: z.string().nullable(),
      contacts: z.array(
        z.strictObject({
          label: z.string(),
          phone: z.string(),
          extension: z.string().nullable(),
          hours: z.string(),
          verifiedOn: z.string().nullable(),
        }),
      ),
    }),
  ),
});
export type PublicContacts = z.output<typeof PublicContacts>;
