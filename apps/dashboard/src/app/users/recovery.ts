import { Component, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { Router, RouterLink } from '@angular/router';
import type { CompletedRecovery } from '@shared-care/contracts/recoveries/answers';
import { LOST, NEW_PASSWORD_HINT } from '@shared-care/contracts/recoveries/shapes';
import { shortDateTime } from '@shared-care/domain/london-time';
import { ROLES } from '@shared-care/domain/roles';
import { Field } from '@shared-care/ui/field/field';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { SecondStep } from '../core/second-step';

/** Where a mailed link leads: first to show that the mailbox is theirs, then, once admins have confirmed, back in. */
@Component({
  selector: 'sc-recovery',
  host: { class: 'u-block' },
  imports: [Field, MatButton, MatCheckbox, MatFormField, MatInput, LoadState, ProblemNote, RouterLink, SecondStep],
  templateUrl: './recovery.html',
  styleUrl: './recovery-pages.scss',
})
export class RecoveryPage {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly token = location.hash.slice(1);

  protected readonly fetched = fetchedNow(() => this.api.call('POST recoveries/look', { body: { token: this.token } }));
  protected readonly attempt = new Attempt();
  protected readonly proved = signal(false);
  protected readonly done = signal<CompletedRecovery | null>(null);
  protected readonly password = signal('');
  protected readonly kept = signal<ReadonlySet<string>>(new Set());
  protected readonly lost = LOST;
  protected readonly roles = ROLES;
  protected readonly hint = NEW_PASSWORD_HINT;

  protected until(at: string): string {
    return shortDateTime(new Date(at));
  }

  protected day(at: string | null): string {
    return at === null ? 'never used' : `last used ${shortDateTime(new Date(at))}`;
  }

  protected error(field: string): string | null {
    return fieldProblem(this.attempt.problem(), field);
  }

  protected keep(id: string, keep: boolean): void {
    const kept = new Set(this.kept());
    if (keep) kept.add(id);
    else kept.delete(id);
    this.kept.set(kept);
  }

  protected async prove(): Promise<void> {
    const step = await this.attempt.run(() => this.api.call('POST recoveries/prove', { body: { token: this.token } }));
    if (step !== null) this.proved.set(true);
  }

  protected async complete(event: Event, asks: boolean): Promise<void> {
    event.preventDefault();
    const password = asks ? this.password() : null;
    const done = await this.attempt.run(() =>
      this.api.call('POST recoveries/complete', {
        body: { token: this.token, password, keepPasskeys: [...this.kept()] },
      }),
    );
    if (done === null) return;
    this.password.set('');
    this.done.set(done);
  }

  protected leave(): void {
    void this.router.navigateByUrl('/');
  }
}
