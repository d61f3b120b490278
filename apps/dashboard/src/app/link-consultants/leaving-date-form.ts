import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { ListedLinkConsultant, PostMeanwhile } from '@shared-care/contracts/link-consultants/answers';
import { shortDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TypedDate } from '@shared-care/ui/typed-date/typed-date';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';

/** The last day in post, or none. When somebody else changed it meanwhile, both dates are shown and the typed one stays. */
@Component({
  selector: 'sc-leaving-date-form',
  imports: [MatButton, ProblemNote, TypedDate],
  template: `
    <form novalidate (submit)="save($event)">
      <sc-typed-date
        boxId="last-day"
        label="Last day"
        hint="All of that day still counts."
        [error]="error()"
        [(value)]="day"
      />
      @if (meanwhile(); as theirs) {
        <sc-problem-note [problem]="attempt.problem()!" lead="Somebody changed this meanwhile">
          <p>Theirs: {{ theirs.toOn === null ? 'no last day' : inWords(theirs.toOn) }}.</p>
          <p>Yours: {{ day() === '' ? 'no last day' : inWords(day()) }}.</p>
          <button type="button" matButton="outlined" (click)="overwrite(theirs)">Save mine all the same</button>
        </sc-problem-note>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy() || day() === ''">Save last day</button>
        @if (consultant().toOn !== null) {
          <button type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="stay()">
            Stays after all
          </button>
        }
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class LeavingDateForm {
  private readonly api = inject(Api);
  readonly consultant = input.required<ListedLinkConsultant>();
  readonly saved = output();
  readonly closed = output();

  protected readonly day = linkedSignal({
    source: () => this.consultant().id,
    computation: () => this.consultant().toOn ?? '',
  });
  protected readonly attempt = new Attempt();
  protected readonly error = computed(() => fieldProblem(this.attempt.problem(), 'lastDay'));
  protected readonly meanwhile = computed(() => {
    const problem = this.attempt.problem();
    return problem?.code === 'conflict' ? (problem.current as unknown as PostMeanwhile) : null;
  });
  protected readonly inWords = shortDate;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send(this.consultant().version, this.day());
  }

  protected stay(): Promise<void> {
    return this.send(this.consultant().version, null);
  }

  /** They have seen the other date and decide for their own. */
  protected overwrite(theirs: PostMeanwhile): Promise<void> {
    return this.send(theirs.version, this.day() || null);
  }

  private async send(version: number, day: string | null): Promise<void> {
    await this.attempt.run(() =>
      this.api.call('POST link-consultants/:id/leaving-date', {
        params: { id: this.consultant().id },
        body: { version, lastDay: day },
      }),
    );
    if (this.attempt.problem() === null) this.saved.emit();
  }
}
