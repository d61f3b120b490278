import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

/** Where the link of an invitation leads: the account is made here, and signed in to afterwards. */
@Component({
  selector: 'sc-accept-invitation',
  imports: [MatButton, ProblemNote, RouterLink],
  template: `
    <main class="u-w-s u-m-0 u-mid">
      <h1 tabindex="-1">Make your account</h1>
      @if (email(); as address) {
        <p role="status">Your account is ready. Sign in as {{ address }}.</p>
        <p><a matButton="filled" routerLink="/sign-in">Sign in</a></p>
      } @else {
        <form class="card" novalidate (submit)="accept($event)">
          <div class="field">
            <label for="display-name">Your name as colleagues know it</label>
            @if (error('displayName'); as message) {
              <span class="error" id="display-name-error">{{ message }}</span>
            }
            <input
              id="display-name"
              type="text"
              autocomplete="name"
              [value]="name()"
              [attr.aria-invalid]="error('displayName') === null ? null : 'true'"
              [attr.aria-describedby]="error('displayName') === null ? null : 'display-name-error'"
              (input)="name.set($any($event.target).value)"
            />
          </div>
          <div class="field">
            <label for="new-password">Password</label>
            <span class="meta" id="new-password-hint">12 characters or more. A few words in a row are good.</span>
            @if (error('password'); as message) {
              <span class="error" id="new-password-error">{{ message }}</span>
            }
            <input
              id="new-password"
              type="password"
              autocomplete="new-password"
              [value]="password()"
              [attr.aria-invalid]="error('password') === null ? null : 'true'"
              [attr.aria-describedby]="
                error('password') === null ? 'new-password-hint' : 'new-password-hint new-password-error'
              "
              (input)="password.set($any($event.target).value)"
            />
          </div>
          @if (attempt.problem(); as problem) {
            <sc-problem-note lead="The account was not made." [problem]="problem" />
          }
          <button matButton="filled" [disabled]="attempt.busy()">Make account</button>
        </form>
      }
    </main>
  `,
  styles: `
    main {
      padding: 32px 16px;
    }
  `,
})
export class AcceptInvitationPage {
  private readonly api = inject(Api);
  private readonly token = location.hash.slice(1);

  protected readonly attempt = new Attempt();
  protected readonly name = signal('');
  protected readonly password = signal('');
  protected readonly email = signal<string | null>(null);
  private readonly problem = computed(() => this.attempt.problem());

  protected error(field: string): string | null {
    return fieldProblem(this.problem(), field);
  }

  protected async accept(event: Event): Promise<void> {
    event.preventDefault();
    const made = await this.attempt.run(() =>
      this.api.call('POST invitations/accept', {
        body: { token: this.token, displayName: this.name(), password: this.password() },
      }),
    );
    if (made === null) return;
    this.password.set('');
    this.email.set(made.email);
  }
}
