import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatOption, MatSelect } from '@angular/material/select';
import type { RecoveryList } from '@shared-care/contracts/recoveries/answers';
import { IDENTIFIED_BY, LOST, type IdentifiedBy, type Lost } from '@shared-care/contracts/recoveries/shapes';
import type { ListedUser } from '@shared-care/contracts/users/answers';
import { ROLES } from '@shared-care/domain/roles';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

/** The first of two admins: for somebody who cannot reach their mailbox, or who comes back after leaving. */
@Component({
  selector: 'sc-start-recovery',
  imports: [Field, MatButton, MatFormField, MatInput, MatOption, MatSelect, ProblemNote],
  template: `
    <form class="u-w-s u-mt-3" novalidate (submit)="start($event)">
      @if (user().disabledAt !== null) {
        <p>
          {{ user().displayName }} comes back to the same account as <strong>{{ role() }}</strong>. Another role is
          asked for under “Change role”, by two admins as well.
        </p>
      } @else {
        <sc-field label="What have they lost?" [error]="error('lost')">
          <mat-form-field>
            <mat-select [value]="lost()" (selectionChange)="lost.set($event.value)">
              @for (each of choices; track each) {
                <mat-option [value]="each">{{ words[each] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
      }
      <sc-field label="How did you make sure who it is?" [error]="error('identified')">
        <mat-form-field>
          <mat-select [value]="identified()" (selectionChange)="identified.set($event.value)">
            @for (way of ways; track way[0]) {
              <mat-option [value]="way[0]">{{ way[1] }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
      </sc-field>
      <sc-field label="Why" hint="The second admin reads it" [error]="error('because')">
        <mat-form-field>
          <input matInput autocomplete="off" [value]="because()" (input)="because.set($any($event.target).value)" />
        </mat-form-field>
      </sc-field>
      <sc-field
        label="New email address"
        optional
        [hint]="'Empty: the link goes to ' + user().email"
        [error]="error('newEmail')"
      >
        <mat-form-field>
          <input
            matInput
            type="email"
            autocomplete="off"
            [value]="newEmail()"
            (input)="newEmail.set($any($event.target).value)"
          />
        </mat-form-field>
      </sc-field>
      <p class="meta">
        Nothing changes until another admin confirms. The link is mailed to the person; no admin sees it.
      </p>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Nothing was started." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Ask a second admin</button>
        <button type="button" matButton (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class StartRecoveryForm {
  private readonly api = inject(Api);

  readonly user = input.required<ListedUser>();
  readonly started = output<RecoveryList>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly lost = linkedSignal<Lost>(() => (this.user().disabledAt === null ? 'password' : 'account'));
  protected readonly identified = signal<IdentifiedBy | null>(null);
  protected readonly because = signal('');
  protected readonly newEmail = signal('');
  protected readonly role = computed(() => {
    const { role, hospital } = this.user();
    return hospital === null ? ROLES[role] : `${ROLES[role]} at ${hospital.name}`;
  });
  protected readonly choices = ['password', 'authenticator', 'both'] as const;
  protected readonly words = LOST;
  protected readonly ways = Object.entries(IDENTIFIED_BY) as [IdentifiedBy, string][];

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected async start(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version } = this.user();
    const list = await this.attempt.run(() =>
      this.api.call('POST users/:id/recoveries', {
        params: { id },
        body: {
          version,
          lost: this.lost(),
          // Nothing chosen is the server's to refuse, at the field.
          identified: this.identified() ?? ('' as IdentifiedBy),
          because: this.because(),
          newEmail: this.newEmail().trim() || null,
        },
      }),
    );
    if (list !== null) this.started.emit(list);
  }
}
