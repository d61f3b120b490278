import { ADMIN, type Permissions } from '../role-groups';

export const contactPermissions = {
  /** A link consultant proposes for their own hospital: a row-level policy says which. Whoever proposed cannot confirm. */
  contact: {
    check: [...ADMIN, 'haemostasis_nurse'],
    propose: [...ADMIN, 'haemostasis_nurse', 'link_consultant'],
    confirm: ADMIN,
  },
} as const satisfies Permissions;
