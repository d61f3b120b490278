import { Component, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import { RouterLink } from '@angular/router';
import { LOST, type AskRecovery } from '@shared-care/contracts/recoveries/shapes';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

/** For a person who cannot sign in. Its answer is the same for everybody. */
@Component({
  selector: 'sc-recover',
  host: { class: 'u-block' },
  imports: [Field, MatButton, MatFormField, MatInput, MatRadioButton, MatRadioGroup, ProblemNote, RouterLink],
  template: `
    <main class="u-grid u-gap-4 u-w-s u-m-0 u-mid">
      <h1 class="u-m-0" tabindex="-1">Get back in</h1>
      @if (asked()) {
        <section class="card">
          <h2 class="u-m-0" role="status">Look into your mailbox</h2>
          <p>
            If somebody has an account with this address, a mail is on its way to it. It comes within a few minutes.
          </p>
          <ol class="u-mt-3 u-mb-0 u-bullets">
            <li>Open the link in the mail. It works for one hour.</li>
            <li>An admin of the unit rings you on a number that the unit already has, to be sure that it is you.</li>
            <li>A second mail brings you back in.</li>
          </ol>
          <p>No mail? Ring an admin of the unit: two of them together can let you in without it.</p>
        </section>
        <a routerLink="/sign-in">Back to signing in</a>
      } @else {
        <form class="card" novalidate (submit)="ask($event)">
          <sc-field label="What have you lost?" [error]="error('lost')">
            <mat-radio-group [value]="what()" (change)="what.set($event.value)">
              @for (each of choices; track each) {
                <mat-radio-button [value]="each">{{ words[each] }}</mat-radio-button>
              }
            </mat-radio-group>
          </sc-field>
          <sc-field label="Email address" [error]="error('email')">
            <mat-form-field>
              <input
                matInput
                name="email"
                type="email"
                autocomplete="username"
                [value]="email()"
                (input)="email.set($any($event.target).value)"
              />
            </mat-form-field>
          </sc-field>
          @if (attempt.problem(); as problem) {
            <sc-problem-note lead="Nothing was asked." [problem]="problem" />
          }
          <button matButton="filled" [disabled]="attempt.busy()">Send me a mail</button>
        </form>
        <p class="meta">
          Lost your telephone? Each of the recovery codes that you wrote down signs you in once in place of the app.
        </p>
        <a routerLink="/sign-in">Back to signing in</a>
      }
    </main>
  `,
  styleUrl: './recovery-pages.scss',
})
export class RecoverPage {
  private readonly api = inject(Api);

  /** From the address: which link of the sign-in page was pressed. */
  readonly lost = input<string>();

  protected readonly choices = ['password', 'authenticator', 'both'] as const;
  protected readonly words = LOST;
  protected readonly attempt = new Attempt();
  protected readonly email = signal('');
  protected readonly what = linkedSignal<AskRecovery['lost']>(
    () => this.choices.find((each) => each === this.lost()) ?? 'password',
  );
  protected readonly asked = signal(false);

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await this.attempt.run(() =>
      this.api.call('POST recoveries/ask', { body: { email: this.email(), lost: this.what() } }),
    );
    if (answer !== null) this.asked.set(true);
  }
}
