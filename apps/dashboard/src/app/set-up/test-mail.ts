import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { UnitPage } from '@shared-care/contracts/unit/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';

/** A mail to oneself, whose code is typed here: only that shows that it arrived. */
@Component({
  selector: 'sc-test-mail',
  imports: [AtTime, Field, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote],
  template: `
    @if (page().mail.lastTest; as test) {
      <p>
        @if (test.arrivedAt; as at) {
          A test mail to {{ test.sentBy }} arrived <sc-at-time [at]="at" />.
        } @else {
          A test mail went to {{ test.sentTo }} <sc-at-time [at]="test.sentAt" />. Its code has not been typed yet.
        }
      </p>
    }
    <p class="meta">A test mail goes to you, {{ own() }}. Its code shows that it arrived.</p>
    <div class="row">
      <button matButton="outlined" type="button" [disabled]="attempt.busy()" (click)="send()">
        Send me a test mail
      </button>
    </div>
    @if (page().mail.lastTest?.arrivedAt === null) {
      <form class="u-w-xxs u-mt-4" novalidate (submit)="arrived($event)">
        <sc-field label="Code in the mail" hint="Six digits" [error]="error()">
          <mat-form-field
            ><input
              matInput
              inputmode="numeric"
              autocomplete="one-time-code"
              [value]="code()"
              (input)="code.set($any($event.target).value)"
          /></mat-form-field>
        </sc-field>
        <button matButton="filled" type="submit" [disabled]="attempt.busy()">It arrived</button>
      </form>
    }
    @if (attempt.problem(); as problem) {
      @if (error() === null) {
        <sc-problem-note lead="The test mail" [problem]="problem" />
      }
    }
  `,
})
export class TestMail {
  readonly page = input.required<UnitPage>();
  readonly changed = output<{ page: UnitPage; said: string }>();

  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  protected readonly attempt = new Attempt();
  protected readonly code = signal('');
  protected readonly own = computed(() => this.session.user()?.email ?? '');
  protected readonly error = computed(() => fieldProblem(this.attempt.problem(), 'code'));

  protected async send(): Promise<void> {
    const page = await this.attempt.run(() =>
      this.api.call('POST unit/test-mail', { body: { version: this.page().facts.version } }),
    );
    if (page) this.changed.emit({ page, said: `The test mail is on its way to ${this.own()}.` });
  }

  protected async arrived(event: Event): Promise<void> {
    event.preventDefault();
    const page = await this.attempt.run(() =>
      this.api.call('POST unit/test-mail/arrived', { body: { code: this.code().trim() } }),
    );
    if (!page) return;
    this.code.set('');
    this.changed.emit({ page, said: 'The test mail arrived: alerts can go by email.' });
  }
}
