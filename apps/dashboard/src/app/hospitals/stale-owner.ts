import { Component, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ListedContact } from '@shared-care/contracts/contacts/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { SessionStore } from '../core/session-store';

/** Who finds the right number in place of one to which calls fail. The work ends by itself once the number is right. */
@Component({
  selector: 'sc-stale-owner',
  host: { class: 'row u-gap-1-4' },
  imports: [AtTime, MatButton, ProblemNote],
  template: `
    @if (contact().stale; as work) {
      <p class="u-m-0">
        Calls to it have failed since <sc-at-time [at]="work.since" />.
        {{ work.owner === null ? 'No owner yet.' : '' }}
        @if (work.owner; as owner) {
          <strong>{{ mine() ? 'You find' : owner.displayName + ' finds' }} the right number.</strong>
        }
      </p>
      @if (session.may('contact', 'check')) {
        <button type="button" matButton="outlined" class="no-print" [disabled]="attempt.busy()" (click)="take(!mine())">
          {{ mine() ? 'Give it back' : work.owner === null ? 'I find the right number' : 'Take it over' }}
          <span class="visually-hidden">: {{ contact().label }}</span>
        </button>
      }
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not recorded" [problem]="problem" />
      }
    }
  `,
})
export class StaleOwner {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);
  readonly contact = input.required<ListedContact>();
  readonly changed = output();
  protected readonly attempt = new Attempt();

  protected mine(): boolean {
    const owner = this.contact().stale?.owner;
    return owner !== undefined && owner !== null && owner.id === this.session.user()?.id;
  }

  protected async take(mine: boolean): Promise<void> {
    const done = await this.attempt.run(() =>
      this.api.call('POST contacts/:id/owner', {
        params: { id: this.contact().id },
        body: { version: this.contact().stale?.version ?? 0, mine },
      }),
    );
    // Somebody else was first: what is on the screen is old.
    if (done !== null || this.attempt.problem()?.code === 'conflict') this.changed.emit();
  }
}
