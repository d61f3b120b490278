import { ADMIN, NURSE_AND_ADMIN, PHU, type Permissions } from '../role-groups';

export const contactPermissions = {
  /** A link consultant proposes for their own hospital: a row-level policy says which. The proposer cannot confirm. */
  contact: {
    check: NURSE_AND_ADMIN,
    propose: [...NURSE_AND_ADMIN, 'link_consultant'],
    confirm: ADMIN,
    /** Of which children it is written somewhere: an admin reads counts alone. */
    uses: PHU,
  },
} as const satisfies Permissions;
