import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ListedContactChange } from '@shared-care/contracts/contacts/answers';
import type { HospitalPage, HospitalUnit } from '@shared-care/contracts/hospitals/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';
import { differences } from './contact-words';

/** A change that waits: what it would make different, the number to ring, and what a second person says of it. */
@Component({
  selector: 'sc-contact-change-card',
  host: { class: 'u-block u-py-3 u-px-3 u-boxed u-edge-blue u-round-key' },
  imports: [MatButton, AtTime, Phone, ProblemNote],
  templateUrl: './contact-change-card.html',
})
export class ContactChangeCard {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  readonly change = input.required<ListedContactChange>();
  readonly units = input<readonly HospitalUnit[]>([]);
  readonly today = input<string | null>(null);
  readonly decided = output<{ page: HospitalPage; said: string }>();
  /** Somebody else was first: what is on the screen is old. */
  readonly stale = output();

  protected readonly attempt = new Attempt();
  protected readonly asking = signal<'confirm' | 'withdraw' | null>(null);
  protected readonly words = signal('');
  protected readonly own = computed(() => this.change().proposedBy.id === this.session.user()?.id);
  protected readonly mayConfirm = computed(() => this.session.may('contact', 'confirm') && !this.own());
  protected readonly mayWithdraw = computed(() => this.own() || this.session.may('contact', 'confirm'));
  protected readonly differences = computed(() => differences(this.change(), this.units()));
  /** What is rung to confirm: the new number, or the old one to hear that it is dead. */
  protected readonly toRing = computed(() => this.change().becomes ?? this.change().was);
  protected readonly error = computed(() =>
    fieldProblem(this.attempt.problem(), this.asking() === 'confirm' ? 'spokeTo' : 'reason'),
  );

  protected ask(what: 'confirm' | 'withdraw'): void {
    this.attempt.forget();
    this.words.set('');
    this.asking.set(what);
  }

  protected async decide(event: Event): Promise<void> {
    event.preventDefault();
    const [change, confirm] = [this.change(), this.asking() === 'confirm'];
    const page = await this.attempt.run(() =>
      confirm
        ? this.api.call('POST contact-changes/:id/confirm', {
            params: { id: change.id },
            body: { version: change.version, spokeTo: this.words() },
          })
        : this.api.call('POST contact-changes/:id/withdraw', {
            params: { id: change.id },
            body: { version: change.version, reason: this.words() },
          }),
    );
    if (page !== null) {
      const name = (change.becomes ?? change.was)?.label ?? '';
      return this.decided.emit({
        page,
        said: confirm ? `${name} is changed from now on.` : `The change of ${name} is withdrawn.`,
      });
    }
    if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
  }
}
