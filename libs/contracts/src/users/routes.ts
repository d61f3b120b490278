import { NOTHING, get, post } from '../route';
import { AcceptedInvitation, AskedAccess, ConfirmedAccess, UserList } from './answers';
import { AcceptInvitation, AskRoleChange, AttachIdentity, InviteUser, SeenVersion, TakeAway } from './shapes';

export const userRoutes = {
  list: get('users', { access: ['user', 'list'], answer: UserList }),
  disable: post('users/:id/disable', { access: ['user', 'disable'], body: SeenVersion, answer: NOTHING }),
  enable: post('users/:id/enable', { access: ['user', 'disable'], body: SeenVersion, answer: NOTHING }),
  endSessions: post('users/:id/end-sessions', {
    access: ['user', 'end_sessions'],
    body: SeenVersion,
    answer: NOTHING,
  }),
  unlock: post('users/:id/unlock', { access: ['user', 'unlock'], body: SeenVersion, answer: NOTHING }),
  attachIdentity: post('users/:id/identities', {
    access: ['user', 'attach_identity'],
    body: AttachIdentity,
    answer: AskedAccess,
  }),
  askRoleChange: post('users/:id/role-changes', {
    access: ['user', 'change_role'],
    body: AskRoleChange,
    answer: NOTHING,
  }),
  approve: post('role-changes/:id/approve', { access: ['user', 'change_role'], body: SeenVersion, answer: NOTHING }),
  refuse: post('role-changes/:id/refuse', { access: ['user', 'change_role'], body: SeenVersion, answer: NOTHING }),
  invite: post('invitations', { access: ['user', 'invite'], body: InviteUser, answer: AskedAccess }),
  /** The second admin of whatever lets somebody in. */
  confirmAccess: post('access-requests/:id/confirm', {
    access: ['user', 'give_access'],
    body: SeenVersion,
    answer: ConfirmedAccess,
  }),
  /** One admin is enough to stop it: the one who asked takes it back, another refuses. */
  refuseAccess: post('access-requests/:id/refuse', {
    access: ['user', 'give_access'],
    body: SeenVersion,
    answer: NOTHING,
  }),
  revokeInvitation: post('invitations/:id/revoke', { access: ['user', 'invite'], body: TakeAway, answer: NOTHING }),
  detachIdentity: post('identities/:id/detach', {
    access: ['user', 'attach_identity'],
    body: TakeAway,
    answer: NOTHING,
  }),
  accept: post('invitations/accept', {
    access: { open: 'the holder of an invitation has no account yet' },
    body: AcceptInvitation,
    answer: AcceptedInvitation,
  }),
};
