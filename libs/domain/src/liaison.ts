/** Who a liaison entry was with. */
export const LIAISON_ROLES = {
  ward_nurse: 'Nurse at the hospital',
  ward_doctor: 'Doctor at the hospital',
  link_consultant: 'Link consultant',
  family: 'Family',
  phu_doctor: 'PHU doctor',
  on_call_registrar: 'On-call registrar',
  gp: 'GP',
  other: 'Someone else',
} as const;
export type LiaisonRole = keyof typeof LIAISON_ROLES;

export const LIAISON_DIRECTIONS = { outgoing: 'We rang them', incoming: 'They rang us' } as const;
export type LiaisonDirection = keyof typeof LIAISON_DIRECTIONS;

export const LIAISON_RESULTS = { spoke: 'Spoke', left_message: 'Left a message', no_answer: 'No answer' } as const;
export type LiaisonResult = keyof typeof LIAISON_RESULTS;
