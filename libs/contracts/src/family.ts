import {
  GIVEN_AT,
  GIVERS,
  INTERPRETER,
  LIVES_WITH,
  ORGANISATION_KINDS,
  PARENTAL_RESPONSIBILITY,
  PLACE_ROLES,
  PRACTICE_CODE,
  RELATIONSHIPS,
  RING_AT_NIGHT,
  type FamilyChange,
  type FamilyPart,
  type GivenAt,
  type Giver,
  type Interpreter,
  type LivesWith,
  type OrganisationKind,
  type ParentalResponsibility,
  type PlaceRole,
  type Relationship,
  type RingAtNight,
} from '@shared-care/domain/family';
import type { TreatmentPurpose } from '@shared-care/domain/treatments';
import * as z from 'zod';
import { calendarDate, id, oneOf, postcode, requiredText, text, version } from './text';

/** 0: it is new. */
const versionOrNew = z.int({ error: 'Send the version you saw.' }).min(0);

export const familyEmail = z.union([
  z.literal(''),
  z.email({ error: 'Enter an email address such as name@example.org, or nothing.' }).max(254),
]);

/** A parent or carer. `id` is made by the sender, so that the same one sent twice is one. */
export const SavePerson = z
  .strictObject({
    id: id('the person'),
    version: versionOrNew,
    name: requiredText(120, 'the name'),
    relationship: oneOf(RELATIONSHIPS, 'who they are to the child'),
    relationshipWords: text(80),
    parentalResponsibility: oneOf(PARENTAL_RESPONSIBILITY, 'whether they have parental responsibility'),
    livesWith: oneOf(LIVES_WITH, 'whether they live with the child'),
    phone: text(40),
    otherPhone: text(40),
    email: familyEmail,
    sameAddress: z.boolean({ error: 'Say whether they live at the address of the child.' }),
    address: text(300),
    postcode,
    language: text(60),
    interpreter: oneOf(INTERPRETER, 'whether an interpreter is needed'),
    ringAtNight: oneOf(RING_AT_NIGHT, 'whether they may be rung at night'),
    endedOn: calendarDate('the last day').nullable(),
    endedBecause: text(300),
  })
  .refine(({ relationship, relationshipWords }) => relationship !== 'other' || relationshipWords !== '', {
    path: ['relationshipWords'],
    message: 'Enter who they are to the child.',
  })
  .refine(({ sameAddress, address }) => !sameAddress || address === '', {
    path: ['address'],
    message: 'Leave this empty: they live at the address of the child.',
  })
  .refine((person) => !person.sameAddress || person.postcode === '', {
    path: ['postcode'],
    message: 'Leave this empty: they live at the address of the child.',
  })
  .refine(({ endedOn, endedBecause }) => endedOn === null || endedBecause !== '', {
    path: ['endedBecause'],
    message: 'Enter why they are no longer around the child.',
  })
  .refine(({ endedOn, endedBecause }) => endedOn !== null || endedBecause === '', {
    path: ['endedOn'],
    message: 'Enter the last day.',
  });
export type SavePerson = z.input<typeof SavePerson>;

export const SaveCommunication = z.strictObject({
  version: versionOrNew,
  language: text(60),
  interpreter: oneOf(INTERPRETER, 'whether an interpreter is needed'),
  needs: text(300),
});
export type SaveCommunication = z.input<typeof SaveCommunication>;

const STRUCK_PARTS = { person: true, place: true, giver: true } as const;

/** It was never so: it stays readable, struck through, and counts nowhere. */
export const StrikeOutEntry = z.strictObject({
  part: oneOf(STRUCK_PARTS, 'what is wrong'),
  id: id('the entry'),
  version,
  because: requiredText(300, 'why it is wrong'),
});
export type StrikeOutEntry = z.infer<typeof StrikeOutEntry>;

export const RestoreEntry = z.strictObject({
  part: oneOf(STRUCK_PARTS, 'what comes back'),
  id: id('the entry'),
  version,
});
export type RestoreEntry = z.infer<typeof RestoreEntry>;

export interface StruckOut {
  by: string;
  at: string;
  because: string;
}

export interface FamilyPerson {
  id: string;
  name: string;
  relationship: Relationship;
  relationshipWords: string | null;
  parentalResponsibility: ParentalResponsibility;
  livesWith: LivesWith;
  /** In national form. Null also while the address is restricted. */
  phone: string | null;
  otherPhone: string | null;
  /** These three are for the unit alone. */
  email: string | null;
  address: string | null;
  postcode: string | null;
  sameAddress: boolean;
  language: string | null;
  interpreter: Interpreter;
  ringAtNight: RingAtNight;
  endedOn: string | null;
  endedBecause: string | null;
  struckOut: StruckOut | null;
  recordedBy: string | null;
  version: number;
}

export interface FamilyCommunication {
  language: string | null;
  interpreter: Interpreter;
  needs: string | null;
  version: number;
}

/** A practice, school, dentist or team: of no child. */
export const SaveOrganisation = z
  .strictObject({
    id: id('the place'),
    version: versionOrNew,
    kind: oneOf(ORGANISATION_KINDS, 'what it is'),
    odsCode: text(12)
      .transform((typed) => typed.replaceAll(/\s/g, '').toUpperCase())
      .refine(
        (code) => code === '' || /^[A-Z0-9]{3,12}$/.test(code),
        'Enter the code as published: letters and digits.',
      ),
    name: requiredText(160, 'the name'),
    address: text(300),
    postcode,
    phone: text(40),
    email: familyEmail,
    closedOn: calendarDate('the day of closing').nullable(),
  })
  .refine(({ kind, odsCode }) => kind !== 'gp_practice' || PRACTICE_CODE.test(odsCode), {
    path: ['odsCode'],
    message: 'Enter the published code of the practice: a letter and five digits, such as K81234.',
  });
export type SaveOrganisation = z.input<typeof SaveOrganisation>;

export const SearchOrganisations = z.strictObject({
  kind: oneOf(ORGANISATION_KINDS, 'what it is'),
  words: text(80),
});
export type SearchOrganisations = z.infer<typeof SearchOrganisations>;

export interface Organisation {
  id: string;
  kind: OrganisationKind;
  odsCode: string | null;
  name: string;
  address: string | null;
  postcode: string | null;
  phone: string | null;
  email: string | null;
  closedOn: string | null;
  version: number;
}

export interface OrganisationMatches {
  organisations: Organisation[];
  /** How many match in all; the first 20 are here. */
  total: number;
}

/** The child goes there. A new practice, school or dentist ends the one before. */
export const SavePlace = z
  .strictObject({
    id: id('the entry'),
    version: versionOrNew,
    role: oneOf(PLACE_ROLES, 'what it is'),
    organisationId: id('a place'),
    fromOn: calendarDate('the first day').nullable(),
    untilOn: calendarDate('the last day').nullable(),
  })
  .refine(inOrder, { path: ['untilOn'], message: 'The last day comes before the first.' });
export type SavePlace = z.input<typeof SavePlace>;

export interface ChildPlace {
  id: string;
  role: PlaceRole;
  /** Null while the address is restricted: where a child goes tells where they live. */
  organisation: Organisation | null;
  fromOn: string | null;
  untilOn: string | null;
  struckOut: StruckOut | null;
  version: number;
}

/** Who gives a treatment, where, from when. Until they agreed nobody gives it. */
export const SaveGiver = z
  .strictObject({
    id: id('the entry'),
    version: versionOrNew,
    entryId: id('a treatment'),
    giver: oneOf(GIVERS, 'who gives it'),
    /** Of the team, the school, the person or the hospital; null when the child gives it. */
    whoId: id('who gives it').nullable(),
    givenAt: oneOf(GIVEN_AT, 'where it is given'),
    agreedOn: calendarDate('the day on which they agreed').nullable(),
    fromOn: calendarDate('the first day'),
    untilOn: calendarDate('the last day').nullable(),
    note: text(300),
  })
  .refine(({ giver, whoId }) => (giver === 'child') === (whoId === null), {
    path: ['whoId'],
    message: 'Choose who gives it.',
  })
  .refine(inOrder, { path: ['untilOn'], message: 'The last day comes before the first.' });
export type SaveGiver = z.input<typeof SaveGiver>;

function inOrder({ fromOn, untilOn }: { fromOn: string | null; untilOn: string | null }): boolean {
  return fromOn === null || untilOn === null || untilOn >= fromOn;
}

export interface TreatmentGiver {
  id: string;
  giver: Giver;
  organisation: { id: string; name: string; phone: string | null } | null;
  person: { id: string; name: string } | null;
  hospital: { id: string; name: string } | null;
  givenAt: GivenAt;
  agreedOn: string | null;
  fromOn: string;
  untilOn: string | null;
  note: string | null;
  struckOut: StruckOut | null;
  version: number;
}

/** On which days it is due: every so many days from the first, or days of the week (1 is Monday); or on none. */
export const SaveDoseDays = z
  .strictObject({
    entryId: id('a treatment'),
    version: versionOrNew,
    firstOn: calendarDate('the first day').nullable(),
    everyDays: z
      .int({ error: 'Enter the days as a whole number.' })
      .min(1, 'Enter 1 to 120 days.')
      .max(120, 'Enter 1 to 120 days.')
      .nullable(),
    weekdays: z.array(z.int().min(1).max(7)).max(7),
  })
  .refine(({ firstOn, everyDays }) => everyDays === null || firstOn !== null, {
    path: ['firstOn'],
    message: 'Enter a day on which it is given, to count from.',
  })
  .refine(({ everyDays, weekdays }) => everyDays === null || weekdays.length === 0, {
    path: ['weekdays'],
    message: 'Choose days of the week, or every so many days; not both.',
  });
export type SaveDoseDays = z.input<typeof SaveDoseDays>;

export interface DoseDays {
  firstOn: string | null;
  everyDays: number | null;
  weekdays: number[];
  version: number;
}

/** A treatment that runs, and who gives it. */
export interface GivenTreatment {
  entryId: string;
  name: string;
  regimen: string;
  purpose: TreatmentPurpose;
  doseDays: DoseDays | null;
  /** The next day that the pattern names. */
  nextDoseOn: string | null;
  /** Nobody who agreed gives it on that day. */
  noGiver: boolean;
  givers: TreatmentGiver[];
}

/** Everybody and everything around a child, as whoever asks may know it. */
export interface Family {
  people: FamilyPerson[];
  places: ChildPlace[];
  treatments: GivenTreatment[];
  /** Where the child has a running link: a hospital gives only there. */
  hospitals: { id: string; name: string }[];
  communication: FamilyCommunication;
  /** Addresses, telephones, email and places are kept back from everybody, whatever is on record. */
  keptBack: boolean;
  now: string;
}

export interface FamilyHistory {
  /** Newest first; no more than 300. */
  entries: {
    id: string;
    part: FamilyPart;
    kind: FamilyChange;
    by: string | null;
    at: string;
    /** Whose or what it is: a name, or nothing while it is kept back. */
    about: string | null;
    /** Of a change: what differs, as the screen names it. */
    differs: { field: string; was: string | null; becomes: string | null }[];
  }[];
  now: string;
}
