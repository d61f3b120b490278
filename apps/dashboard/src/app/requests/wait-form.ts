import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import type { RequestDetail } from '@shared-care/contracts/requests/answers';
import { REQUEST_WAITS, type RequestWait, WaitRequest } from '@shared-care/contracts/requests/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { readBack, readDay } from '../forms/dates';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';

/** Puts a request aside until a day: its clock stands still meanwhile. */
@Component({
  selector: 'sc-wait-form',
  imports: [ErrorShown, FieldError, FormField, ProblemNote, SelectBox],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <sc-select label="Waiting for" none="Choose" [options]="waits" [formField]="waiting.on" />
      <div class="field">
        <label for="wait-because">What you are waiting for</label>
        <input id="wait-because" type="text" autocomplete="off" scErrorShown [formField]="waiting.because" />
        <sc-field-error control="wait-because" [field]="waiting.because" />
      </div>
      <div class="field">
        <label for="wait-until">Look again on</label>
        <input
          id="wait-until"
          type="text"
          autocomplete="off"
          placeholder="5/12/2026"
          scErrorShown
          [formField]="waiting.until"
        />
        <sc-field-error control="wait-until" [field]="waiting.until" />
        <span class="meta" aria-live="polite">{{ readBack(draft().until, today()) }}</span>
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button class="button" [disabled]="attempt.busy()">Put aside</button>
        <button type="button" class="button plain" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class WaitForm {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  readonly request = input.required<RequestDetail>();
  readonly saved = output<RequestDetail>();
  readonly closed = output();

  protected readonly draft = signal<{ on: RequestWait | ''; because: string; until: string }>({
    on: '',
    because: '',
    until: '',
  });
  protected readonly waiting = form(this.draft, (path) => checkedBy(path, WaitRequest, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly waits = Object.entries(REQUEST_WAITS);
  protected readonly readBack = (typed: string, today: string) => readBack(typed, today, readDay);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const wire = this.toWire(this.draft());
    const detail = await send(this.waiting, this.attempt, () =>
      this.clock.heard(
        this.api.call('POST requests/:id/wait', {
          params: { id: this.request().id },
          body: wire as WaitRequest,
        }),
      ),
    );
    if (detail === null) return focusFirstError(this.waiting);
    this.saved.emit(detail);
  }

  private toWire(draft: { on: RequestWait | ''; because: string; until: string }) {
    return {
      version: this.request().version,
      ...draft,
      until: readDay(draft.until, this.today()) ?? draft.until,
    };
  }
}
