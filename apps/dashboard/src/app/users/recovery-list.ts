import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatOption, MatSelect } from '@angular/material/select';
import type { ListedRecovery, RecoveryList } from '@shared-care/contracts/recoveries/answers';
import { IDENTIFIED_BY, LOST, type IdentifiedBy } from '@shared-care/contracts/recoveries/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { ROLES } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

const STATES: Readonly<Record<ListedRecovery['state'], string>> = {
  asked: 'Mailbox not shown yet',
  waiting: 'Waits for an admin',
  confirmed: 'Link mailed',
  completed: 'Back in',
  refused: 'Refused',
  revoked: 'Revoked',
  replaced: 'Replaced',
};

const MAILS: Readonly<Record<string, string>> = {
  prove: 'First mail',
  started: 'Notice to the person',
  link: 'Mail with the link',
  told: 'Notice that it is done',
};

/** Who is to be let in again, and what each still needs. No link is ever shown here. */
@Component({
  selector: 'sc-recovery-list',
  host: { class: 'u-block u-w-xl' },
  imports: [AtTime, EmptyState, Field, MatButton, MatFormField, MatOption, MatSelect, ProblemNote],
  templateUrl: './recovery-list.html',
  styleUrl: './users-page.scss',
})
export class RecoveryListPart {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);

  readonly list = input.required<RecoveryList>();
  readonly changed = output<RecoveryList>();
  readonly said = output<string>();

  protected readonly attempt = new Attempt();
  protected readonly about = signal<string | null>(null);
  protected readonly confirming = signal<string | null>(null);
  protected readonly identified = signal<IdentifiedBy | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly me = computed(() => this.session.user()?.id);
  protected readonly running = computed(() => this.list().recoveries.filter(({ endedAt }) => endedAt === null));
  protected readonly ended = computed(() => this.list().recoveries.filter(({ endedAt }) => endedAt !== null));
  protected readonly lost = LOST;
  protected readonly roles = ROLES;
  protected readonly states = STATES;
  protected readonly ways = Object.entries(IDENTIFIED_BY) as [IdentifiedBy, string][];
  protected readonly wayWords = IDENTIFIED_BY;

  protected whyNot(recovery: ListedRecovery): string | null {
    const me = this.me();
    if (recovery.user.id === me) return 'This is about you, so another admin confirms it.';
    if (recovery.askedBy?.id === me) return 'You started this, so another admin confirms it.';
    if (recovery.confirmedBy.some(({ id }) => id === me)) return 'You have confirmed this. One more admin does.';
    return null;
  }

  protected mailWords({ mail }: ListedRecovery): string {
    if (mail === null) return '';
    const what = MAILS[mail.kind] ?? 'Mail';
    if (mail.state === 'sent') return `${what}: handed to the mail server`;
    if (mail.state === 'stopped') return `${what}: not sent any more`;
    const because = mail.reply === null ? '' : ` (${mail.reply.replaceAll('_', ' ')})`;
    return mail.state === 'failed'
      ? `${what}: could not be delivered${because}. Check the address and the domains that mail may go to.`
      : `${what}: not sent yet${because}`;
  }

  protected open(recovery: ListedRecovery): void {
    this.attempt.forget();
    this.identified.set(null);
    this.confirming.set(recovery.id);
  }

  protected confirm(event: Event, recovery: ListedRecovery): Promise<void> {
    event.preventDefault();
    return this.run(recovery, `${recovery.user.displayName} is confirmed.`, () =>
      // Nothing chosen is the server's to refuse, at the field.
      this.api.call('POST recoveries/:id/confirm', {
        params: { id: recovery.id },
        body: { version: recovery.version, identified: this.identified() ?? ('' as IdentifiedBy) },
      }),
    );
  }

  protected end(recovery: ListedRecovery): Promise<void> {
    return this.run(recovery, `Stopped for ${recovery.user.displayName}: no link works any more.`, () =>
      this.api.call('POST recoveries/:id/end', { params: { id: recovery.id }, body: { version: recovery.version } }),
    );
  }

  protected sendAgain(recovery: ListedRecovery): Promise<void> {
    return this.run(recovery, `A new mail is on its way to ${recovery.user.displayName}.`, () =>
      this.api.call('POST recoveries/:id/send-again', {
        params: { id: recovery.id },
        body: { version: recovery.version },
      }),
    );
  }

  protected error(field: string): string | null {
    return this.attempt.problem()?.errors?.find((error) => error.field === field)?.message ?? null;
  }

  private async run({ id }: ListedRecovery, done: string, verb: () => Promise<RecoveryList>): Promise<void> {
    if (this.attempt.busy()) return;
    this.about.set(id);
    const list = await this.attempt.run(verb);
    if (list === null) {
      if (this.attempt.problem()?.code === 'conflict') this.changed.emit(await this.api.call('GET recoveries'));
      return;
    }
    this.confirming.set(null);
    this.changed.emit(list);
    this.said.emit(done);
  }
}
