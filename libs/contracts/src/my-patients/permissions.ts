import { PHU, type Permissions } from '../role-groups';

export const myPatientPermissions = {
  /** A comment works nothing: acknowledging and closing stay with the unit. */
  ownPatients: { read: ['link_consultant'], comment: ['link_consultant'] },
  correction: { suggest: ['link_consultant'], decide: PHU },
} as const satisfies Permissions;
