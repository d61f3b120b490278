import { afterNextRender, Component, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { BreakGlassReviews } from '@shared-care/contracts/break-glass/answers';
import { ReviewBreakGlass } from '@shared-care/contracts/break-glass/shapes';
import { BREAK_GLASS_OUTCOMES, type BreakGlassOutcome } from '@shared-care/domain/break-glass';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { Attempt } from '../core/attempt';

@Component({
  selector: 'sc-review-form',
  imports: [MatButton, ErrorShown, FieldError, FormField, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)">
      <fieldset class="field">
        <legend>What you found</legend>
        <sc-field-error control="review-outcome" [field]="reviewing.outcome" />
        <div class="choices">
          @for (choice of outcomes; track choice[0]; let first = $first) {
            <label
              ><input
                type="radio"
                [id]="first ? 'review-outcome' : 'review-' + choice[0]"
                [formField]="reviewing.outcome"
                [value]="choice[0]"
              />{{ choice[1] }}</label
            >
          }
        </div>
        @if (reviewing.outcome().value() === 'not_justified') {
          <p class="meta" role="status">
            The access ends when you save. The consultant can ask again, and the unit is alerted again.
          </p>
        }
      </fieldset>
      <div class="field">
        <label for="review-words">What you looked at and found</label>
        <input id="review-words" type="text" autocomplete="off" scErrorShown [formField]="reviewing.words" />
        <sc-field-error control="review-words" [field]="reviewing.words" />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Save review</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class ReviewForm {
  private readonly api = inject(Api);

  readonly grantId = input.required<string>();
  readonly reviewed = output<BreakGlassReviews>();
  readonly closed = output();

  private readonly draft = signal<{ outcome: BreakGlassOutcome | ''; words: string }>({ outcome: '', words: '' });
  protected readonly reviewing = form(this.draft, (path) => checkedBy(path, ReviewBreakGlass, (draft) => draft));
  protected readonly attempt = new Attempt();
  protected readonly outcomes = Object.entries(BREAK_GLASS_OUTCOMES);

  constructor() {
    afterNextRender(() => document.getElementById('review-outcome')?.focus());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const list = await send(this.reviewing, this.attempt, () =>
      this.api.call('POST break-glass/:id/review', {
        params: { id: this.grantId() },
        body: ReviewBreakGlass.parse(this.draft()),
      }),
    );
    if (list === null) return focusFirstError(this.reviewing);
    this.reviewed.emit(list);
    this.closed.emit();
  }
}
