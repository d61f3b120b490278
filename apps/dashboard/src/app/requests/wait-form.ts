import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { REQUEST_WAITS, type RequestWait, WaitRequest } from '@shared-care/contracts/requests/shapes';
import { addDays, londonDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { OUTLINED_FIELDS } from '@shared-care/ui/field/outlined-fields';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';

export type Wait = Omit<WaitRequest, 'version'>;
const Wait = WaitRequest.omit({ version: true });

/** Puts one request or several aside until a day: their clocks stand still meanwhile. */
@Component({
  selector: 'sc-wait-form',
  imports: [
    DayBox,
    Field,
    FormField,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
  ],
  providers: [OUTLINED_FIELDS],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)" (keydown.escape)="close($event)">
      <sc-field label="Waiting for">
        <mat-form-field>
          <mat-select placeholder="Choose" [formField]="waiting.on">
            @for (who of waits; track who[0]) {
              <mat-option [value]="who[0]">{{ who[1] }}</mat-option>
            }
          </mat-select>
        </mat-form-field>
      </sc-field>
      <sc-field label="What you are waiting for">
        <mat-form-field><input matInput autocomplete="off" [formField]="waiting.because" /></mat-form-field>
      </sc-field>
      <sc-field label="Look again on">
        <sc-day-box [formField]="waiting.until" [from]="tomorrow()" />
      </sc-field>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">{{ action() }}</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class WaitForm<Answer> {
  private readonly clock = inject(ServerClock);

  readonly action = input('Put aside');
  readonly put = input.required<(wait: Wait) => Promise<Answer>>();
  readonly saved = output<Answer>();
  readonly closed = output();

  protected readonly draft = signal<{ on: RequestWait | ''; because: string; until: string }>({
    on: '',
    because: '',
    until: '',
  });
  protected readonly waiting = form(this.draft, (path) => checkedBy(path, Wait, (draft) => draft));
  protected readonly attempt = new Attempt();
  protected readonly tomorrow = computed(() => addDays(londonDate(this.clock.now()), 1));
  protected readonly waits = Object.entries(REQUEST_WAITS);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const answer = await send(this.waiting, this.attempt, () => this.put()(this.draft() as Wait));
    if (answer === null) focusFirstError(this.waiting);
    else this.saved.emit(answer);
  }

  protected close(event: Event): void {
    event.stopPropagation();
    this.closed.emit();
  }
}
