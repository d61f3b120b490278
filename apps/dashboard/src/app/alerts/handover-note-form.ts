import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, inject, input, linkedSignal, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { HandoverNote } from '@shared-care/contracts/alerts/answers';
import { WriteHandoverNote } from '@shared-care/contracts/alerts/shapes';
import { ILLNESS_SEVERITIES, type IllnessSeverity } from '@shared-care/domain/handover';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';

/** What the next owner of this child has to know: how ill, the plan, what to do if. */
@Component({
  selector: 'sc-handover-note-form',
  imports: [
    CdkTextareaAutosize,
    Field,
    FormField,
    MatButton,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatFormField,
    MatInput,
    ProblemNote,
  ],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <sc-field label="How ill">
        <mat-button-toggle-group [id]="'note-severity-' + alert().id" [formField]="writing.severity">
          @for (choice of severities; track choice[0]) {
            <mat-button-toggle [value]="choice[0]">{{ choice[1] }}</mat-button-toggle>
          }
        </mat-button-toggle-group>
      </sc-field>
      <div class="pair u-grid u-gap-0-4">
        <sc-field label="Plan">
          <mat-form-field>
            <textarea matInput cdkTextareaAutosize cdkAutosizeMinRows="2" [formField]="writing.plan"></textarea>
          </mat-form-field>
        </sc-field>
        <sc-field label="What to do if" optional>
          <mat-form-field>
            <textarea matInput cdkTextareaAutosize cdkAutosizeMinRows="2" [formField]="writing.whatIf"></textarea>
          </mat-form-field>
        </sc-field>
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="The note is not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button [matButton]="alone() ? 'filled' : 'outlined'" [disabled]="attempt.busy()">Save note</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class HandoverNoteForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);

  readonly alert = input.required<{ id: string; version: number }>();
  /** The note that is changed. */
  readonly note = input<HandoverNote | null>(null);
  /** It has the filled button of the page. */
  readonly alone = input(false);
  readonly closed = output();

  private readonly model = linkedSignal({
    source: () => this.alert().id,
    computation: (): { severity: IllnessSeverity | ''; plan: string; whatIf: string } => ({
      severity: this.note()?.severity ?? '',
      plan: this.note()?.plan ?? '',
      whatIf: this.note()?.whatIf ?? '',
    }),
  });
  protected readonly writing = form(this.model, (path) =>
    checkedBy(path, WriteHandoverNote, (typed) => ({
      ...typed,
      whatIf: orNull(typed.whatIf),
      version: this.alert().version,
    })),
  );
  protected readonly attempt = new Attempt();
  protected readonly severities = Object.entries(ILLNESS_SEVERITIES);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id, version } = this.alert();
    const saved = await send(this.writing, this.attempt, () => {
      const { severity, plan, whatIf } = this.model();
      return this.store.writeHandoverNote(
        id,
        WriteHandoverNote.parse({ version, severity, plan, whatIf: orNull(whatIf) }),
      );
    });
    if (saved === null) return focusFirstError(this.writing);
    this.said.done('Handover note saved', saved);
    this.closed.emit();
  }
}
