import { afterNextRender, Component, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { SuggestCorrection as Suggested } from '@shared-care/contracts/my-patients/shapes';
import { CORRECTED_PARTS, type CorrectedPart } from '@shared-care/domain/record-correction';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { Attempt } from '../core/attempt';

/** Says what is wrong in a record; a nurse checks it. Nothing is changed by this. */
@Component({
  selector: 'sc-suggest-correction',
  imports: [ErrorShown, FieldError, FormField, ProblemNote, SelectBox],
  template: `
    <section class="card" aria-labelledby="suggest-title">
      <h2 id="suggest-title">Suggest a correction</h2>
      <form novalidate (submit)="save($event)">
        <sc-select
          label="What is wrong"
          none="Choose"
          boxId="wrong-part"
          [options]="parts"
          [formField]="correction.part"
        />
        <div class="field">
          <label for="wrong-words">What it should say, and how you know</label>
          <textarea id="wrong-words" scErrorShown [formField]="correction.words"></textarea>
          <sc-field-error control="wrong-words" [field]="correction.words" />
        </div>
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="Not sent." [problem]="problem" />
        }
        <div class="row">
          <button class="u-press" [disabled]="attempt.busy()">Send to the unit</button>
          <button class="u-press u-quietly" type="button" (click)="closed.emit(false)">Cancel</button>
        </div>
      </form>
    </section>
  `,
})
export class SuggestCorrection {
  private readonly api = inject(Api);
  readonly patientId = input.required<string>();
  /** True when it was sent. */
  readonly closed = output<boolean>();

  private readonly draft = signal<{ part: CorrectedPart | ''; words: string }>({ part: '', words: '' });
  protected readonly correction = form(this.draft, (path) => checkedBy(path, Suggested, (draft) => draft));
  protected readonly attempt = new Attempt();
  protected readonly parts = Object.entries(CORRECTED_PARTS);

  constructor() {
    afterNextRender(() => document.getElementById('wrong-part')?.focus());
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const sent = await send(this.correction, this.attempt, () =>
      this.api.call('POST patients/:id/corrections', {
        params: { id: this.patientId() },
        body: Suggested.parse(this.draft()),
      }),
    );
    if (sent === null) focusFirstError(this.correction);
    else this.closed.emit(true);
  }
}
