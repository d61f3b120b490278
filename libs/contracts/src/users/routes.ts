import { NOTHING, get, post } from '../route';
import { AcceptedInvitation, SentInvitation, UserList } from './answers';
import { AcceptInvitation, AskRoleChange, AttachIdentity, InviteUser, SeenVersion } from './shapes';

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
    answer: NOTHING,
  }),
  askRoleChange: post('users/:id/role-changes', {
    access: ['user', 'change_role'],
    body: AskRoleChange,
    answer: NOTHING,
  }),
  approve: post('role-changes/:id/approve', { access: ['user', 'change_role'], body: SeenVersion, answer: NOTHING }),
  refuse: post('role-changes/:id/refuse', { access: ['user', 'change_role'], body: SeenVersion, answer: NOTHING }),
  invite: post('invitations', { access: ['user', 'invite'], body: InviteUser, answer: SentInvitation }),
  accept: post('invitations/accept', {
    access: { open: 'the holder of an invitation has no account yet' },
    body: AcceptInvitation,
    answer: AcceptedInvitation,
  }),
};
