import { Component, computed, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { AwaitAlert } from '@shared-care/contracts/alerts/shapes';
import { AWAITED, type Awaited } from '@shared-care/domain/alert-states';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, instantOf, send } from '../forms/checked-form';
import { keptDraft } from '../forms/kept-draft';
import { ErrorShown, FieldError } from '../forms/field-error';
import { TimePresets } from './time-presets';

interface AwaitDraft {
  what: Awaited | '';
  from: string;
  wakeAt: string;
}

/** Puts an alert aside until somebody answers, with a time to look again. */
@Component({
  selector: 'sc-await-form',
  imports: [DayAndTime, ErrorShown, FieldError, FormField, MatButton, ProblemNote, TimePresets],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <fieldset class="field">
        <legend>Waiting for</legend>
        <sc-field-error control="await-what" [field]="waiting.what" />
        <div class="choices">
          @for (choice of awaited; track choice[0]; let first = $first) {
            <label
              ><input
                type="radio"
                [id]="first ? 'await-what' : 'await-' + choice[0]"
                [formField]="waiting.what"
                [value]="choice[0]"
              />{{ choice[1] }}</label
            >
          }
        </div>
      </fieldset>
      <div class="field">
        <label for="await-from">From whom</label>
        <input id="await-from" type="text" autocomplete="off" scErrorShown [formField]="waiting.from" />
        <sc-field-error control="await-from" [field]="waiting.from" />
      </div>
      <div class="field">
        <label for="await-wakeAt">Look again at</label>
        <sc-time-presets (picked)="waiting.wakeAt().value.set($event)" />
        <sc-day-and-time boxId="await-wakeAt" towards="future" [today]="today()" [formField]="waiting.wakeAt" />
        <sc-field-error control="await-wakeAt" [field]="waiting.wakeAt" />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">Wait</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class AwaitForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  private readonly draft = keptDraft<AwaitDraft>('await', () => this.alert().id, { what: '', from: '', wakeAt: '' });
  private readonly model = this.draft.typed;
  protected readonly waiting = form(this.model, (path) => checkedBy(path, AwaitAlert, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly awaited = Object.entries(AWAITED);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.waiting, this.attempt, () =>
      this.store.awaitAnswer(this.alert().id, AwaitAlert.parse(this.toWire(this.model()))),
    );
    if (saved === null) return focusFirstError(this.waiting);
    this.draft.drop();
    const until = saved.awaiting === null ? '' : ` until ${londonTime(new Date(saved.awaiting.wakeAt))}`;
    this.said.done(`Waits${until}`, saved, (latest) => this.store.resume(latest));
    this.closed.emit();
  }

  private toWire(draft: AwaitDraft) {
    return { version: this.alert().version, ...draft, wakeAt: instantOf(draft.wakeAt) ?? '' };
  }
}
