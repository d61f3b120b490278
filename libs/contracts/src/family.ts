import {
  INTERPRETER,
  LIVES_WITH,
  PARENTAL_RESPONSIBILITY,
  RELATIONSHIPS,
  RING_AT_NIGHT,
  type FamilyChange,
  type FamilyPart,
  type Interpreter,
  type LivesWith,
  type ParentalResponsibility,
  type Relationship,
  type RingAtNight,
} from '@shared-care/domain/family';
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

const STRUCK_PARTS = { person: true } as const;

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

/** Everybody and everything around a child, as whoever asks may know it. */
export interface Family {
  people: FamilyPerson[];
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
