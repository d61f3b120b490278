export const ROLES = {
  haemostasis_nurse: 'Haemostasis nurse',
  phu_doctor: 'PHU doctor',
  link_consultant: 'Link consultant',
  admin: 'Admin',
} as const;
export type Role = keyof typeof ROLES;
