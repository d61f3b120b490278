import { inject, Service } from '@angular/core';
import type { Enrolment } from '@shared-care/contracts/session/answers';
import type { ChangePassword, NewPasskey } from '@shared-care/contracts/session/shapes';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { makePasskey, type PublicKeyCredentialCreationOptionsJSON } from '../core/passkey';

/** What came of making a passkey. */
export type AddedPasskey =
  { outcome: 'added'; recoveryCodes: string[] | null } | { outcome: 'turned_away' } | { outcome: 'known' };

/** How somebody's own account is kept safe, and where it is signed in. */
@Service()
export class AccountStore {
  private readonly api = inject(Api);

  readonly sessions = new Fetched(() => this.api.call('GET sessions'));
  readonly safety = new Fetched(() => this.api.call('GET account'));

  /** What one person saw is never shown to the next at the same screen. */
  async open(): Promise<void> {
    this.sessions.clear();
    this.safety.clear();
    await Promise.all([this.sessions.refresh(), this.safety.refresh()]);
  }

  async end(id: string): Promise<void> {
    await this.api.call('DELETE sessions/:id', { params: { id } });
    await this.sessions.refresh();
  }

  enrol(password: string): Promise<Enrolment> {
    return this.api.call('POST account/authenticator-app', { body: { password } });
  }

  async confirm(code: string): Promise<string[]> {
    const answer = await this.api.call('POST account/authenticator-app/confirm', { body: { code } });
    await this.safety.refresh();
    return answer.recoveryCodes;
  }

  async newRecoveryCodes(password: string): Promise<string[]> {
    const answer = await this.api.call('POST account/recovery-codes', { body: { password } });
    await this.safety.refresh();
    return answer.recoveryCodes;
  }

  async addPasskey(password: string, label: string): Promise<AddedPasskey> {
    const options = await this.api.call('POST account/passkeys/begin', { body: { password } });
    const response = await makePasskey(options as PublicKeyCredentialCreationOptionsJSON);
    if (response === null) return { outcome: 'turned_away' };
    if (response === 'known') return { outcome: 'known' };
    const answer = await this.api.call('POST account/passkeys', {
      body: { label, response: response as NewPasskey['response'] },
    });
    await this.safety.refresh();
    return { outcome: 'added', recoveryCodes: answer.recoveryCodes ?? null };
  }

  async removePasskey(id: string, password: string): Promise<void> {
    await this.api.call('POST account/passkeys/:id/remove', { params: { id }, body: { password } });
    await this.safety.refresh();
  }

  async changePassword(change: ChangePassword): Promise<void> {
    await this.api.call('POST account/password', { body: change });
    await this.sessions.refresh();
  }
}
