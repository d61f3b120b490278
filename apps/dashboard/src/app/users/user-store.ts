import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API } from '@shared-care/contracts/routes';
import type {
  AcceptedInvitation,
  ListedUser,
  SentInvitation,
  UserList,
  WaitingRoleChange,
} from '@shared-care/contracts/users/answers';
import type { AcceptInvitation, InviteUser } from '@shared-care/contracts/users/shapes';
import type { Role } from '@shared-care/domain/roles';
import { firstValueFrom } from 'rxjs';

/** Every verb answers with the list as it then is. */
@Service()
export class UserStore {
  private readonly http = inject(HttpClient);

  list(): Promise<UserList> {
    return firstValueFrom(this.http.get<UserList>(`${API}/users`));
  }

  act(user: ListedUser, verb: 'disable' | 'enable' | 'end-sessions' | 'unlock'): Promise<UserList> {
    return this.post(`users/${user.id}/${verb}`, { version: user.version });
  }

  askRole(user: ListedUser, role: Role, hospitalId: string | null): Promise<UserList> {
    return this.post(`users/${user.id}/role-changes`, { version: user.version, role, hospitalId });
  }

  attach(user: ListedUser, subject: string): Promise<UserList> {
    return this.post(`users/${user.id}/identities`, { version: user.version, subject });
  }

  decide(change: WaitingRoleChange, verb: 'approve' | 'refuse'): Promise<UserList> {
    return this.post(`role-changes/${change.id}/${verb}`, { version: change.version });
  }

  invite(invited: InviteUser): Promise<SentInvitation> {
    return this.post('invitations', invited);
  }

  accept(invitation: AcceptInvitation): Promise<AcceptedInvitation> {
    return this.post('invitations/accept', invitation);
  }

  private post<T>(path: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(`${API}/${path}`, body));
  }
}
