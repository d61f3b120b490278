import { Component, computed, effect, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Problem } from '@shared-care/contracts/problem';
import type {
  DemoAccount,
  SecondStep as Wanted,
  SignInPage,
  SignInTrouble,
} from '@shared-care/contracts/session/answers';
import { ROLES } from '@shared-care/domain/roles';
import { Mark } from '@shared-care/ui/mark/mark';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { passkeysKnown } from '../core/passkey';
import { fieldProblem, toProblem } from '../core/problem';
import { SecondStep } from '../core/second-step';
import { SessionStore } from '../core/session-store';
import { UnitNumber } from '../core/unit-number';

const TROUBLES: Readonly<Record<SignInTrouble, string>> = {
  unreachable: 'The sign-in service could not be reached. Try again, or sign in with your password.',
  not_completed: 'The sign-in was not completed. Start it again in this browser.',
  unknown_identity: 'The sign-in service knows you, but no account here is attached to you. Ask an admin to attach it.',
  too_weak:
    'The sign-in service asked for a password alone. Sign in there with a second step, such as a smartcard or an authenticator app.',
};

@Component({
  selector: 'sc-sign-in',
  host: { class: 'u-grid' },
  imports: [MatButton, Mark, ProblemNote, RouterLink, SecondStep, UnitNumber],
  templateUrl: './sign-in.html',
  styleUrl: './sign-in.scss',
})
export class SignIn {
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);

  /** Where to go afterwards, from the address. */
  readonly return = input<string>();
  /** Set when a session ended while somebody worked. */
  readonly ended = input<string>();
  /** Why the sign-in service sent the browser back. */
  readonly trouble = input<string>();

  protected readonly page = signal<SignInPage | null>(null);
  protected readonly pageProblem = signal<Problem | null>(null);
  protected readonly problem = signal<Problem | null>(null);
  protected readonly busy = signal(false);
  protected readonly email = signal('');
  protected readonly password = signal('');
  protected readonly tried = signal(false);
  /** What is still wanted after the password. */
  protected readonly wanted = signal<Wanted | null>(null);
  protected readonly passkeys = passkeysKnown();
  /** What became of the last press that opened nothing. */
  protected readonly said = signal('');
  protected readonly roles = ROLES;
  protected readonly troubleWords = computed(() => TROUBLES[this.trouble() as SignInTrouble] ?? null);

  protected readonly emailError = computed(() => this.error('email', this.email(), 'Enter your email address.'));
  protected readonly passwordError = computed(() => this.error('password', this.password(), 'Enter your password.'));

  constructor() {
    void this.load();
    // A bookmark of this page is of no use to somebody who is signed in.
    effect(() => {
      if (this.session.user() !== null && !this.busy() && this.wanted() === null) void this.leave();
    });
    void this.session.known();
  }

  protected async load(): Promise<void> {
    try {
      this.page.set(await this.session.signInPage());
      this.pageProblem.set(null);
    } catch (error) {
      this.pageProblem.set(toProblem(error));
    }
  }

  protected signInAs(account: DemoAccount): Promise<void> {
    this.email.set(account.email);
    this.password.set(account.password);
    return this.signIn();
  }

  protected async signIn(event?: Event): Promise<void> {
    event?.preventDefault();
    this.tried.set(true);
    this.problem.set(null);
    if (this.email().trim() === '' || this.password() === '') return;
    this.busy.set(true);
    try {
      const wanted = await this.session.signIn({ email: this.email(), password: this.password() });
      this.wanted.set(wanted);
      if (wanted === null) await this.leave();
      else this.password.set('');
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected async showPasskey(): Promise<void> {
    this.problem.set(null);
    this.said.set('');
    this.busy.set(true);
    try {
      if (await this.session.showPasskey()) await this.leave();
      else this.said.set('No passkey was shown. Try again, or use your password.');
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.busy.set(false);
    }
  }

  protected again(): void {
    this.wanted.set(null);
    this.tried.set(false);
  }

  protected leave(): Promise<boolean> {
    const to = this.return() ?? '/';
    // Only paths of our own: an address from outside must not send a nurse to another site.
    return this.router.navigateByUrl(/^\/(?![/\\])/.test(to) ? to : '/');
  }

  private error(field: string, value: string, message: string): string | null {
    if (this.tried() && value.trim() === '') return message;
    return fieldProblem(this.problem(), field);
  }
}
