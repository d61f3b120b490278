/** Who is around a child besides the hospitals, in the words of the screens. */
export const RELATIONSHIPS = {
  mother: 'Mother',
  father: 'Father',
  step_parent: 'Step-parent',
  grandparent: 'Grandparent',
  foster_carer: 'Foster carer',
  guardian: 'Guardian',
  sibling: 'Brother or sister',
  social_worker: 'Social worker',
  other: 'Somebody else',
} as const;
export type Relationship = keyof typeof RELATIONSHIPS;

export const PARENTAL_RESPONSIBILITY = {
  yes: 'Has parental responsibility',
  no: 'No parental responsibility',
  not_known: 'Parental responsibility not known',
} as const;
export type ParentalResponsibility = keyof typeof PARENTAL_RESPONSIBILITY;

export const LIVES_WITH = {
  yes: 'Lives with the child',
  part_time: 'Lives with the child part of the time',
  no: 'Lives elsewhere',
  not_known: 'Not known whether they live with the child',
} as const;
export type LivesWith = keyof typeof LIVES_WITH;

export const INTERPRETER = { yes: 'Interpreter needed', no: 'No interpreter needed', not_asked: 'Not asked' } as const;
export type Interpreter = keyof typeof INTERPRETER;

export const RING_AT_NIGHT = { yes: 'May be rung at night', no: 'Not at night', not_asked: 'Not asked' } as const;
export type RingAtNight = keyof typeof RING_AT_NIGHT;

/** What an entry of the page is about. */
export const FAMILY_PARTS = {
  person: 'Parent or carer',
  communication: 'Language of the child',
  household: 'Home',
  place: 'Practice, school, dentist or team',
  giver: 'Who gives a treatment',
  dose_days: 'Dose days',
} as const;
export type FamilyPart = keyof typeof FAMILY_PARTS;

export const FAMILY_CHANGES = {
  recorded: 'Recorded',
  changed: 'Changed',
  ended: 'Ended',
  struck_out: 'Struck out',
  restored: 'Put back',
} as const;
export type FamilyChange = keyof typeof FAMILY_CHANGES;

/** What a child goes to. Of the first three there is one at a time. */
export const PLACE_ROLES = {
  gp: 'GP practice',
  school: 'School or nursery',
  dentist: 'Dentist',
  community: 'Community team',
} as const;
export type PlaceRole = keyof typeof PLACE_ROLES;

export const ORGANISATION_KINDS = {
  gp_practice: 'GP practice',
  school: 'School or nursery',
  dentist: 'Dentist',
  community_team: 'Community team',
} as const;
export type OrganisationKind = keyof typeof ORGANISATION_KINDS;

/** What a place of each role is. */
export const KIND_OF_ROLE: Readonly<Record<PlaceRole, OrganisationKind>> = {
  gp: 'gp_practice',
  school: 'school',
  dentist: 'dentist',
  community: 'community_team',
};

export const GIVERS = {
  community_team: 'Community team',
  family: 'Parent or carer',
  child: 'The child',
  hospital: 'Hospital',
  school: 'School or nursery',
} as const;
export type Giver = keyof typeof GIVERS;

export const GIVEN_AT = {
  home: 'At home',
  school: 'At school or nursery',
  clinic: 'In a community clinic',
  hospital: 'In hospital',
  elsewhere: 'Elsewhere',
} as const;
export type GivenAt = keyof typeof GIVEN_AT;

/** An agreement to give a treatment is asked for again after so many days (domain W11). */
export const GIVER_CONFIRM_DAYS = 180;

/** The code of a GP practice in the lists of the Organisation Data Service: a letter and five digits. */
export const PRACTICE_CODE = /^[A-Z]\d{5}$/;
