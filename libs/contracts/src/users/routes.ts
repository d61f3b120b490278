import { get, post } from '../route';
import { AcceptedInvitation, SentInvitation, UserList } from './answers';
import { AcceptInvitation, AskRoleChange, AttachIdentity, InviteUser, SeenVersion } from './shapes';

export const userRoutes = {
  list: get('users', { access: ['user', 'list'], answer: UserList }),
  disable: post('users/:id/disable', { access: ['user', 'disable'], body: SeenVersion, answer: UserList }),
  enable: post('users/:id/enable', { access: ['user', 'disable'], body: SeenVersion, answer: UserList }),
  endSessions: post('users/:id/end-sessions', {
    access: ['user', 'end_sessions'],
    body: SeenVersion,
    answer: UserList,
  }),
  unlock: post('users/:id/unlock', { access: ['user', 'unlock'], body: SeenVersion, answer: UserList }),
  attachIdentity: post('users/:id/identities', {
    access: ['user', 'attach_identity'],
    body: AttachIdentity,
    answer: UserList,
  }),
  askRoleChange: post('users/:id/role-changes', {
    access: ['user', 'change_role'],
    body: AskRoleChange,
    answer: UserList,
  }),
  approve: post('role-changes/:id/approve', { access: ['user', 'change_role'], body: SeenVersion, answer: UserList }),
  refuse: post('role-changes/:id/refuse', { access: ['user', 'change_role'], body: SeenVersion, answer: UserList }),
  invite: post('invitations', { access: ['user', 'invite'], body: InviteUser, answer: SentInvitation }),
  accept: post('invitations/accept', {
    access: { open: 'the holder of an invitation has no account yet' },
    body: AcceptInvitation,
    answer: AcceptedInvitation,
  }),
};
