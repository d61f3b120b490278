import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { ReopenAlert } from '@shared-care/contracts/alerts/shapes';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';

@Component({
  selector: 'sc-reopen-form',
  imports: [ErrorShown, FieldError, FormField, MatButton, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)">
      <div class="field">
        <label for="reopen-reason">Why you re-open it</label>
        <input id="reopen-reason" type="text" autocomplete="off" scErrorShown [formField]="reopening.reason" />
        <sc-field-error control="reopen-reason" [field]="reopening.reason" />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="The alert is still closed." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Re-open alert</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class ReopenForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  private readonly model = linkedSignal({ source: () => this.alert().id, computation: () => ({ reason: '' }) });
  protected readonly reopening = form(this.model, (path) =>
    checkedBy(path, ReopenAlert, (draft) => ({ ...draft, version: this.alert().version })),
  );
  protected readonly attempt = new Attempt();

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.reopening, this.attempt, () =>
      this.store.reopen(this.alert().id, { ...this.model(), version: this.alert().version }),
    );
    if (saved === null) return focusFirstError(this.reopening);
    this.said.done('Re-opened: you own it', saved);
    this.closed.emit();
  }
}
