/** The fixed lists a nurse picks from when logging an attendance, in the order they are shown and numbered. */

/** Why the child came. Built on the unit's own list of what families should ring about. */
export const ATTENDANCE_REASONS = {
  bleeding: 'Bleeding',
  head_injury: 'Head injury',
  pain_joint_muscle: 'Pain, joint or muscle',
  problem_giving_factor: 'Problem giving factor',
  line_site: 'Line site red or sore',
  fever_with_line: 'Fever 38+ with line',
  planned_treatment: 'Planned treatment',
  unrelated_illness: 'Unrelated illness',
  other: 'Other',
} as const;
export type AttendanceReason = keyof typeof ATTENDANCE_REASONS;

export const BLEED_SITES = {
  head: 'Head',
  neck: 'Neck',
  chest: 'Chest',
  abdomen: 'Abdomen',
  iliopsoas: 'Iliopsoas',
  joint: 'Joint',
  muscle: 'Muscle',
  mouth: 'Mouth',
  other: 'Other',
} as const;
export type BleedSite = keyof typeof BLEED_SITES;

/** Reasons for which the form asks where the bleed is suspected. */
export const REASONS_WITH_SITE: readonly AttendanceReason[] = [
  'bleeding',
  'head_injury',
  'pain_joint_muscle',
  'problem_giving_factor',
];

/** Who told the unit. */
export const TOLD_BY = {
  mother: 'Mother',
  father: 'Father',
  carer: 'Other parent or carer',
  patient: 'Patient',
  ward_nurse: 'Nurse at the hospital',
  ward_doctor: 'Doctor at the hospital',
  link_consultant: 'Link consultant',
  switchboard: 'Switchboard',
  other: 'Someone else',
} as const;
export type ToldBy = keyof typeof TOLD_BY;

/** How the news reached the unit. One attendance may have several sources. */
export const SOURCE_KINDS = {
  phone: 'Phone or bleep',
  email: 'Email',
  portal: 'Shared Care, by the hospital',
  adt: 'Hospital feed',
  later_discovery: 'Found later',
} as const;
export type SourceKind = keyof typeof SOURCE_KINDS;

export const UNIT_KINDS = {
  ed: 'Emergency department',
  assessment: "Children's assessment unit",
  ward: 'Ward',
} as const;
export type UnitKind = keyof typeof UNIT_KINDS;

/**
 * Attendance category of the Emergency Care Data Set (NHS Data Dictionary): 1 first, 2 follow-up of the same or a
 * related problem within 7 days at this department, 3 the same at another department, 4 planned.
 */
export const ATTENDANCE_CATEGORIES = {
  1: 'First attendance',
  2: 'Return within 7 days, same hospital',
  3: 'Return within 7 days, another hospital',
  4: 'Planned',
} as const;
export type AttendanceCategory = keyof typeof ATTENDANCE_CATEGORIES;
