import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AccountSafety, Enrolment, RecoveryCodes, SessionSummary } from '@shared-care/contracts/session/answers';
import type { ChangePassword } from '@shared-care/contracts/session/shapes';
import { firstValueFrom } from 'rxjs';
import { Fetched } from '../core/fetched';
import { makePasskey, type PublicKeyCredentialCreationOptionsJSON } from '../core/passkey';

/** What came of making a passkey. */
export type AddedPasskey =
  { outcome: 'added'; recoveryCodes: string[] | null } | { outcome: 'turned_away' } | { outcome: 'known' };

/** How somebody's own account is kept safe, and where it is signed in. */
@Service()
export class AccountStore {
  private readonly http = inject(HttpClient);

  readonly sessions = new Fetched(() => firstValueFrom(this.http.get<SessionSummary[]>('/api/sessions')));
  readonly safety = new Fetched(() => firstValueFrom(this.http.get<AccountSafety>('/api/account')));

  /** What one person saw is never shown to the next at the same screen. */
  async open(): Promise<void> {
    this.sessions.clear();
    this.safety.clear();
    await Promise.all([this.sessions.refresh(), this.safety.refresh()]);
  }

  async end(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`/api/sessions/${id}`));
    await this.sessions.refresh();
  }

  enrol(password: string): Promise<Enrolment> {
    return firstValueFrom(this.http.post<Enrolment>('/api/account/authenticator-app', { password }));
  }

  async confirm(code: string): Promise<string[]> {
    const answer = await firstValueFrom(
      this.http.post<RecoveryCodes>('/api/account/authenticator-app/confirm', { code }),
    );
    await this.safety.refresh();
    return answer.recoveryCodes;
  }

  async newRecoveryCodes(password: string): Promise<string[]> {
    const answer = await firstValueFrom(this.http.post<RecoveryCodes>('/api/account/recovery-codes', { password }));
    await this.safety.refresh();
    return answer.recoveryCodes;
  }

  async addPasskey(password: string, label: string): Promise<AddedPasskey> {
    const options = await firstValueFrom(
      this.http.post<PublicKeyCredentialCreationOptionsJSON>('/api/account/passkeys/begin', { password }),
    );
    const response = await makePasskey(options);
    if (response === null) return { outcome: 'turned_away' };
    if (response === 'known') return { outcome: 'known' };
    const answer = await firstValueFrom(
      this.http.post<AccountSafety & Partial<RecoveryCodes>>('/api/account/passkeys', { label, response }),
    );
    await this.safety.refresh();
    return { outcome: 'added', recoveryCodes: answer.recoveryCodes ?? null };
  }

  async removePasskey(id: string, password: string): Promise<void> {
    await firstValueFrom(this.http.post(`/api/account/passkeys/${id}/remove`, { password }));
    await this.safety.refresh();
  }

  async changePassword(change: ChangePassword): Promise<void> {
    await firstValueFrom(this.http.post('/api/account/password', change));
    await this.sessions.refresh();
  }
}
