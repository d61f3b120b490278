import { OPEN_ACCESS_ACTORS } from '@shared-care/domain/open-access-states';
import { CLINICAL, CONSULTANT, PHU, type Permissions } from '../role-groups';

export const openAccessPermissions = {
  /** What each step needs of the arrangement itself is in the domain's state machine. */
  openAccess: {
    read: CLINICAL,
    draft: OPEN_ACCESS_ACTORS.send,
    agree: CONSULTANT,
    /** Somebody at the hospital without an account agreed. */
    record_agreement: PHU,
    send_back: OPEN_ACCESS_ACTORS.send_back,
    confirm: CLINICAL,
    suspend: OPEN_ACCESS_ACTORS.suspend,
    withdraw: OPEN_ACCESS_ACTORS.withdraw,
    board: PHU,
  },
} as const satisfies Permissions;
