import { afterNextRender, Component, inject, Injector, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { fieldProblem } from '../core/problem';
import { AlertSaid, nextStepOnScreen } from './alert-said';
import { AlertStore } from './alert-store';

/** Takes back that an attendance logged without a match is this child's. */
@Component({
  selector: 'sc-undo-match',
  imports: [MatButton, ProblemNote],
  template: `
    @if (open()) {
      <form novalidate (submit)="save($event)" (keydown.escape)="close($event)">
        <div class="field">
          <label for="undo-match">Why it is not this child</label>
          <input
            #box
            id="undo-match"
            type="text"
            autocomplete="off"
            [value]="because()"
            [attr.aria-invalid]="error() ? 'true' : null"
            [attr.aria-describedby]="error() ? 'undo-match-error' : null"
            (input)="because.set(box.value)"
          />
          @if (error(); as words) {
            <span class="error" id="undo-match-error">{{ words }}</span>
          }
        </div>
        <p class="meta">
          The alert stays as urgent as it is and waits for the right record. The people who were told of the alert are
          told so.
        </p>
        @if (attempt.problem(); as problem) {
          @if (!error()) {
            <sc-problem-note lead="Nothing was changed." [problem]="problem" />
          }
        }
        <div class="row">
          <button matButton="outlined" [disabled]="attempt.busy()">Undo the match</button>
          <button type="button" matButton="text" (click)="open.set(false)">Cancel</button>
        </div>
      </form>
    } @else {
      <button type="button" matButton="text" (click)="begin()">Not this child: undo the match</button>
    }
  `,
})
export class UndoMatch {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly injector = inject(Injector);

  readonly alert = input.required<AlertDetail>();

  protected readonly open = signal(false);
  protected readonly because = signal('');
  protected readonly attempt = new Attempt();
  protected readonly error = (): string | null => fieldProblem(this.attempt.problem(), 'because');

  protected begin(): void {
    this.open.set(true);
    afterNextRender(() => document.getElementById('undo-match')?.focus(), { injector: this.injector });
  }

  protected close(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    this.open.set(false);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { attendance, version } = this.alert();
    const done = await this.attempt.run(() =>
      this.store.undoMatch(attendance!.id, { version, because: this.because() }),
    );
    if (done === null) return;
    this.said.done('Match undone: waits for the right record', done);
    focusWhenLost(this.injector, nextStepOnScreen);
  }
}
