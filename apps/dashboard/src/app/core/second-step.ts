import { afterNextRender, Component, ElementRef, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Enrolment, SecondStep as Wanted } from '@shared-care/contracts/session/answers';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from './attempt';
import { passkeysKnown } from './passkey';
import { fieldProblem } from './problem';
import { SessionStore } from './session-store';

/** After the password: the code of an authenticator app, which is set up here the first time. */
@Component({
  selector: 'sc-second-step',
  imports: [MatButton, ProblemNote, RouterLink],
  templateUrl: './second-step.html',
  styleUrl: './second-step.scss',
})
export class SecondStep {
  private readonly session = inject(SessionStore);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly wanted = input.required<Wanted['secondStep']>();
  /** Whether one of their passkeys does as well. */
  readonly passkey = input(false);
  /** Signed in, and recovery codes seen. */
  readonly done = output();
  /** Back to the password. */
  readonly again = output();

  protected readonly passkeys = passkeysKnown();
  protected readonly attempt = new Attempt();
  protected readonly enrolment = signal<Enrolment | null>(null);
  protected readonly recoveryCodes = signal<string[] | null>(null);
  protected readonly code = signal('');
  protected readonly tried = signal(false);

  constructor() {
    afterNextRender(() => {
      if (this.wanted() === 'enrol') void this.setUp();
      this.host.nativeElement.querySelector<HTMLElement>('h2')?.focus();
    });
  }

  protected async setUp(): Promise<void> {
    this.enrolment.set(await this.attempt.run(() => this.session.enrolment()));
  }

  protected async showPasskey(): Promise<void> {
    if (await this.attempt.run(() => this.session.showPasskey())) this.done.emit();
  }

  protected error(): string | null {
    if (this.tried() && this.code().trim() === '') return 'Enter the code.';
    return fieldProblem(this.attempt.problem(), 'code');
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (this.code().trim() === '') return;
    const answer = await this.attempt.run(async () => ({ codes: await this.session.typeCode({ code: this.code() }) }));
    if (answer === null) return;
    if (answer.codes === null) this.done.emit();
    else this.recoveryCodes.set(answer.codes);
  }
}
