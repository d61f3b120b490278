import { Component, computed, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { SentInvitation } from '@shared-care/contracts/users/answers';
import type { Role } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { RoleFields } from './role-fields';

@Component({
  selector: 'sc-invite-form',
  imports: [MatButton, AtTime, ProblemNote, RoleFields],
  template: `
    <form class="card" novalidate (submit)="send($event)" aria-labelledby="invite-title">
      <h2 id="invite-title">Invite somebody</h2>
      @if (sent(); as invitation) {
        @if (invitation.sentTo; as address) {
          <p role="status">
            The invitation went to {{ address }} by email. Its link works once, until
            <sc-at-time [at]="invitation.expiresAt" />, and is in that mail alone.
          </p>
          <button type="button" matButton="outlined" (click)="closed.emit()">Done</button>
        } @else {
          <p role="status">
            Send this link to {{ email() }} yourself. It works once, until <sc-at-time [at]="invitation.expiresAt" />,
            and is not shown again.
          </p>
          <div class="field">
            <label for="invite-link">Link</label>
            <input #box id="invite-link" type="text" readonly [value]="link()" (focus)="box.select()" />
          </div>
          <div class="row">
            <button type="button" matButton="outlined" (click)="copy()">{{ copied() ? 'Copied' : 'Copy link' }}</button>
            <button type="button" matButton="text" (click)="closed.emit()">Done</button>
          </div>
        }
      } @else {
        <div class="field">
          <label for="invite-email">Email address</label>
          @if (emailError(); as error) {
            <span class="error" id="invite-email-error">{{ error }}</span>
          }
          <input
            id="invite-email"
            type="email"
            autocomplete="off"
            [value]="email()"
            [attr.aria-invalid]="emailError() === null ? null : 'true'"
            [attr.aria-describedby]="emailError() === null ? null : 'invite-email-error'"
            (input)="email.set($any($event.target).value)"
          />
        </div>
        <sc-role-fields [problem]="attempt.problem()" [(role)]="role" [(hospitalId)]="hospitalId" />
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="Not invited." [problem]="problem" />
        }
        <div class="row">
          <button matButton="filled" [disabled]="attempt.busy()">Make invitation</button>
          <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
        </div>
      }
    </form>
  `,
})
export class InviteForm {
  private readonly api = inject(Api);

  readonly invited = output();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  protected readonly email = signal('');
  protected readonly role = signal<Role>('haemostasis_nurse');
  protected readonly hospitalId = signal<string | null>(null);
  protected readonly sent = signal<SentInvitation | null>(null);
  protected readonly copied = signal(false);
  protected readonly emailError = computed(() => fieldProblem(this.attempt.problem(), 'email'));
  /** What stands behind # never reaches a server, so the token is in no log. */
  protected readonly link = computed(() => `${location.origin}/invitation#${this.sent()?.token ?? ''}`);

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const invited = { email: this.email(), role: this.role(), hospitalId: this.hospitalId() };
    const sent = await this.attempt.run(() => this.api.call('POST invitations', { body: invited }));
    if (sent === null) return;
    this.sent.set(sent);
    this.invited.emit();
  }

  protected async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.link());
    this.copied.set(true);
  }
}
