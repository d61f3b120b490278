import { Component, computed, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Role } from '@shared-care/domain/roles';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { RoleFields } from './role-fields';

@Component({
  selector: 'sc-invite-form',
  imports: [MatButton, ProblemNote, RoleFields],
  template: `
    <form class="card" novalidate (submit)="send($event)" aria-labelledby="invite-title">
      <h2 id="invite-title">Invite somebody</h2>
      @if (asked(); as address) {
        <p role="status">
          The invitation of {{ address }} waits for another admin. When they confirm it, the link goes to {{ address }}
          by email. No one else sees it.
        </p>
        <button type="button" matButton="outlined" (click)="closed.emit()">Done</button>
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
          <sc-problem-note lead="The invitation was not asked for." [problem]="problem" />
        }
        <div class="row">
          <button matButton="filled" [disabled]="attempt.busy()">Ask for this invitation</button>
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
  /** The address that was asked for. */
  protected readonly asked = signal<string | null>(null);
  protected readonly emailError = computed(() => fieldProblem(this.attempt.problem(), 'email'));

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const invited = { email: this.email(), role: this.role(), hospitalId: this.hospitalId() };
    const asked = await this.attempt.run(() => this.api.call('POST invitations', { body: invited }));
    if (asked === null) return;
    this.asked.set(invited.email);
    this.invited.emit();
  }
}
