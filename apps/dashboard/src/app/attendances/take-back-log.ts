import { Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { AlertStore } from '../alerts/alert-store';
import { Attempt } from '../core/attempt';

/** A slip seen at once: marks what was just logged as entered in error, with a reason. */
@Component({
  selector: 'sc-take-back-log',
  imports: [MatButton, ProblemNote],
  template: `
    <div role="status">
      @if (said(); as words) {
        <p class="said">
          <strong>{{ words }}</strong>
        </p>
      }
    </div>
    @if (said() === null) {
      @if (asking()) {
        <form class="u-mt-2 u-mb-2 u-py-3 u-px-3 u-boxed u-round" novalidate (submit)="takeBack($event)">
          <p>
            Mark this attendance as entered in error? It stays in the history, struck through, and its alert is
            withdrawn.
          </p>
          <div class="field">
            <label for="take-back-reason">Reason</label>
            <input id="take-back-reason" type="text" autocomplete="off" />
          </div>
          @if (attempt.problem(); as problem) {
            <sc-problem-note lead="Nothing was changed." [problem]="problem" />
          }
          <p class="row">
            <button matButton="outlined" class="danger" [disabled]="attempt.busy()">Mark as entered in error</button>
            <button type="button" matButton="text" (click)="asking.set(false)">Cancel</button>
          </p>
        </form>
      } @else {
        <button type="button" matButton="text" (click)="ask()">Entered in error</button>
      }
    }
  `,
  styles: `
    .danger {
      border-color: var(--sc-danger);
      color: var(--sc-danger);
    }
  `,
})
export class TakeBackLog {
  private readonly alerts = inject(AlertStore);

  readonly logged = input.required<LoggedAttendance>();
  protected readonly asking = signal(false);
  protected readonly said = signal<string | null>(null);
  protected readonly attempt = new Attempt();

  protected ask(): void {
    this.asking.set(true);
    setTimeout(() => document.getElementById('take-back-reason')?.focus());
  }

  protected async takeBack(event: Event): Promise<void> {
    event.preventDefault();
    const { value } = document.getElementById('take-back-reason') as HTMLInputElement;
    const alert = await this.attempt.run(() =>
      this.alerts.correct(this.logged().id, {
        // As it was logged a moment ago: an alert somebody has taken since is corrected with them, on the alert.
        version: 1,
        kind: 'entered_in_error',
        reason: value,
        toPatientId: null,
      }),
    );
    if (alert === null) return;
    this.said.set(
      alert.correctionId === null
        ? 'Entered in error: withdrawn.'
        : 'Asked. Its alert has been Red, so it stays until a second nurse or a doctor of the unit agrees.',
    );
  }
}
