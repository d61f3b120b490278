import * as z from 'zod';
import {
  FAMILY_CHANGES,
  FAMILY_PARTS,
  GIVEN_AT,
  GIVERS,
  INTERPRETER,
  LIVES_WITH,
  ORGANISATION_KINDS,
  PARENTAL_RESPONSIBILITY,
  PLACE_ROLES,
  RELATIONSHIPS,
  RING_AT_NIGHT,
} from '@shared-care/domain/family';
import { keyOf } from '../text';
import { TREATMENT_PURPOSES } from '@shared-care/domain/treatments';

export const StruckOut = z.strictObject({
  by: z.string(),
  at: z.string(),
  because: z.string(),
});
export type StruckOut = z.output<typeof StruckOut>;

export const FamilyPerson = z.strictObject({
  id: z.string(),
  name: z.string(),
  relationship: keyOf(RELATIONSHIPS),
  relationshipWords: z.string().nullable(),
  parentalResponsibility: keyOf(PARENTAL_RESPONSIBILITY),
  livesWith: keyOf(LIVES_WITH),
  /** In national form. Null also while the address is restricted. */
  phone: z.string().nullable(),
  otherPhone: z.string().nullable(),
  /** These are for the unit alone. */
  email: z.string().nullable(),
  /** Since when email to it comes back. */
  emailBouncedAt: z.string().nullable(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  sameAddress: z.boolean(),
  language: z.string().nullable(),
  interpreter: keyOf(INTERPRETER),
  ringAtNight: keyOf(RING_AT_NIGHT),
  endedOn: z.string().nullable(),
  endedBecause: z.string().nullable(),
  struckOut: StruckOut.nullable(),
  recordedBy: z.string().nullable(),
  version: z.number(),
});
export type FamilyPerson = z.output<typeof FamilyPerson>;

export const FamilyCommunication = z.strictObject({
  language: z.string().nullable(),
  interpreter: keyOf(INTERPRETER),
  needs: z.string().nullable(),
  version: z.number(),
});
export type FamilyCommunication = z.output<typeof FamilyCommunication>;

export const Organisation = z.strictObject({
  id: z.string(),
  kind: keyOf(ORGANISATION_KINDS),
  odsCode: z.string().nullable(),
  name: z.string(),
  address: z.string().nullable(),
  postcode: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  closedOn: z.string().nullable(),
  version: z.number(),
});
export type Organisation = z.output<typeof Organisation>;

export const OrganisationMatches = z.strictObject({
  organisations: z.array(Organisation),
  /** How many match in all; the first 20 are here. */
  total: z.number(),
});
export type OrganisationMatches = z.output<typeof OrganisationMatches>;

export const ChildPlace = z.strictObject({
  id: z.string(),
  role: keyOf(PLACE_ROLES),
  /** Null while the address is restricted: where a child goes tells where they live. */
  organisation: Organisation.nullable(),
  fromOn: z.string().nullable(),
  untilOn: z.string().nullable(),
  struckOut: StruckOut.nullable(),
  version: z.number(),
});
export type ChildPlace = z.output<typeof ChildPlace>;

export const TreatmentGiver = z.strictObject({
  id: z.string(),
  giver: keyOf(GIVERS),
  organisation: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      phone: z.string().nullable(),
    })
    .nullable(),
  person: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  hospital: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  givenAt: keyOf(GIVEN_AT),
  agreedOn: z.string().nullable(),
  fromOn: z.string(),
  untilOn: z.string().nullable(),
  note: z.string().nullable(),
  struckOut: StruckOut.nullable(),
  version: z.number(),
});
export type TreatmentGiver = z.output<typeof TreatmentGiver>;

export const DoseDays = z.strictObject({
  firstOn: z.string().nullable(),
  everyDays: z.number().nullable(),
  weekdays: z.array(z.number()),
  version: z.number(),
});
export type DoseDays = z.output<typeof DoseDays>;

/** A treatment that runs, and who gives it. */
export const GivenTreatment = z.strictObject({
  entryId: z.string(),
  name: z.string(),
  regimen: z.string(),
  purpose: keyOf(TREATMENT_PURPOSES),
  doseDays: DoseDays.nullable(),
  /** The next day that the pattern names. */
  nextDoseOn: z.string().nullable(),
  /** No person who agreed gives it on that day. */
  noGiver: z.boolean(),
  givers: z.array(TreatmentGiver),
});
export type GivenTreatment = z.output<typeof GivenTreatment>;

/** Everybody and everything around a child, as the reader may know it. */
export const Family = z.strictObject({
  people: z.array(FamilyPerson),
  places: z.array(ChildPlace),
  treatments: z.array(GivenTreatment),
  /** Where the child has a running link: a hospital gives only there. */
  hospitals: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  communication: FamilyCommunication,
  /** Addresses, telephones, email and places are kept back from everybody, whatever is on record. */
  keptBack: z.boolean(),
  now: z.string(),
});
export type Family = z.output<typeof Family>;

export const FamilyHistory = z.strictObject({
  /** Newest first; no more than 300. */
  entries: z.array(
    z.strictObject({
      id: z.string(),
      part: keyOf(FAMILY_PARTS),
      kind: keyOf(FAMILY_CHANGES),
      by: z.string().nullable(),
      at: z.string(),
      /** Whose or what it is: a name, or nothing while it is kept back. */
      about: z.string().nullable(),
      /** Of a change: what differs, as the screen names it. */
      differs: z.array(
        z.strictObject({
          field: z.string(),
          was: z.string().nullable(),
          becomes: z.string().nullable(),
        }),
      ),
    }),
  ),
  now: z.string(),
});
export type FamilyHistory = z.output<typeof FamilyHistory>;
