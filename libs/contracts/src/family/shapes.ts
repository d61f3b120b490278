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
} from '@shared-care/domain/family';
import * as z from 'zod';
import { calendarDate, id, oneOf, postcode, requiredText, text, version } from '../text';

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

/** Who gives a treatment, where, from when. Until they agreed it has no giver. */
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
