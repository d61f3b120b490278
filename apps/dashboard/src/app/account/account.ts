import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Enrolment, Passkey, SessionSummary } from '@shared-care/contracts/session/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RedSound } from '../alerts/red-sound';
import { Attempt } from '../core/attempt';
import { passkeysKnown } from '../core/passkey';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';
import { AccountStore } from './account-store';

const NOT_ADDED = {
  turned_away: 'No passkey was made. Try again when you are ready.',
  known: 'This device has a passkey for your account already.',
} as const;

/** Your account: where you are signed in, and what signing in takes. */
@Component({
  selector: 'sc-account',
  host: { class: 'u-stack u-gap-4 u-w-m' },
  imports: [MatButton, AtTime, ProblemNote],
  templateUrl: './account.html',
  styleUrl: './account.scss',
})
export class Account {
  protected readonly store = inject(AccountStore);
  protected readonly session = inject(SessionStore);
  protected readonly sound = inject(RedSound);

  protected readonly ending = new Attempt();
  protected readonly changing = new Attempt();
  protected readonly securing = new Attempt();
  protected readonly keeping = new Attempt();
  protected readonly passkeysKnown = passkeysKnown();
  /** The passkey that is about to go. */
  protected readonly removing = signal<string | null>(null);
  protected readonly passkeySaid = signal('');
  protected readonly passkeyCodes = signal<string[] | null>(null);
  protected readonly enrolment = signal<Enrolment | null>(null);
  protected readonly recoveryCodes = signal<string[] | null>(null);
  /** What was done last, for people who cannot see the page change. */
  protected readonly done = signal('');

  constructor() {
    void this.store.open();
  }

  protected async end(one: SessionSummary): Promise<void> {
    const ended = await this.ending.run(async () => (await this.store.end(one.id), true));
    if (ended) this.done.set(`The session in ${one.browser} has ended.`);
  }

  protected async enrol(event: Event): Promise<void> {
    const { password } = taken(event);
    this.recoveryCodes.set(null);
    this.enrolment.set(await this.securing.run(() => this.store.enrol(password ?? '')));
  }

  protected async confirm(event: Event): Promise<void> {
    const { code } = taken(event);
    const codes = await this.securing.run(() => this.store.confirm(code ?? ''));
    if (codes === null) return;
    this.enrolment.set(null);
    this.recoveryCodes.set(codes);
    this.done.set('The authenticator app is set up.');
  }

  protected async newCodes(event: Event): Promise<void> {
    const { password } = taken(event);
    this.recoveryCodes.set(await this.securing.run(() => this.store.newRecoveryCodes(password ?? '')));
  }

  protected async addPasskey(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    const { password = '', label = '' } = taken(event);
    this.passkeySaid.set('');
    this.passkeyCodes.set(null);
    const added = await this.keeping.run(() => this.store.addPasskey(password, label.trim() || 'Passkey'));
    if (added === null) return;
    if (added.outcome !== 'added') return this.passkeySaid.set(NOT_ADDED[added.outcome]);
    form.reset();
    this.passkeyCodes.set(added.recoveryCodes);
    this.passkeySaid.set('The passkey is added. From now on it signs you in on this device.');
  }

  protected askRemoval(one: Passkey): void {
    this.keeping.forget();
    this.removing.set(one.id);
  }

  protected async removePasskey(event: Event, one: Passkey): Promise<void> {
    const { password = '' } = taken(event);
    const removed = await this.keeping.run(async () => (await this.store.removePasskey(one.id, password), true));
    if (!removed) return;
    this.removing.set(null);
    this.passkeySaid.set(`${one.label} is removed and opens nothing any more.`);
  }

  protected async changePassword(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    const { password = '', newPassword = '' } = taken(event);
    const changed = await this.changing.run(
      async () => (await this.store.changePassword({ password, newPassword }), true),
    );
    if (!changed) return;
    form.reset();
    this.done.set('Your password is changed. Every other session has ended.');
  }

  protected error(attempt: Attempt, field: string): string | null {
    return fieldProblem(attempt.problem(), field);
  }
}

/** Read from the form when it is sent: a password need not live in the page longer than that. */
function taken(event: Event): Record<string, string | undefined> {
  event.preventDefault();
  const fields = new FormData(event.target as HTMLFormElement);
  return Object.fromEntries([...fields].map(([name, value]) => [name, String(value)]));
}
