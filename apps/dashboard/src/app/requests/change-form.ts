import { Component, computed, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ChangeRequest, type RequestDetail } from '@shared-care/contracts/requests';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { checkedBy, focusFirstError, orNull, send } from '../alerts/checked-form';
import { ErrorShown, FieldError } from '../alerts/field-error';
import { readBack, readDay } from '../attendances/attendance-draft';
import { Attempt } from '../shell/attempt';
import { SavedMeanwhile } from '../shell/saved-meanwhile';
import { ServerClock } from '../shell/server-clock';
import { RequestStore } from './request-store';

interface Draft {
  neededBy: string;
  details: string;
}

/** What a request asks for and by when, mended. Somebody else's change meanwhile is shown, never overwritten. */
@Component({
  selector: 'sc-change-form',
  imports: [ErrorShown, FieldError, FormField, ProblemNote, SavedMeanwhile],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="field">
        <label for="change-needed">Needed by <span class="optional">if sooner than usual</span></label>
        <input id="change-needed" type="text" autocomplete="off" scErrorShown [formField]="changing.neededBy" />
        <sc-field-error control="change-needed" [field]="changing.neededBy" />
        <span class="meta" aria-live="polite">{{ readBack(draft().neededBy, today()) }}</span>
      </div>
      <div class="field">
        <label for="change-details">What they ask</label>
        <textarea id="change-details" rows="5" scErrorShown [formField]="changing.details"></textarea>
        <sc-field-error control="change-details" [field]="changing.details" />
      </div>
      @if (theirs(); as now) {
        <sc-saved-meanwhile
          lead="Somebody changed this request meanwhile."
          (mine)="keepMine(now)"
          (theirs)="saved.emit(now)"
        >
          <dt>Needed by</dt>
          <dd>{{ now.neededBy ? words(now.neededBy) : 'Not said' }}</dd>
          <dt>What they ask</dt>
          <dd>{{ now.details ?? 'Not recorded' }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button class="button" [disabled]="attempt.busy()">Save</button>
        <button type="button" class="button plain" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class ChangeForm {
  private readonly store = inject(RequestStore);
  private readonly clock = inject(ServerClock);

  readonly request = input.required<RequestDetail>();
  readonly saved = output<RequestDetail>();
  readonly closed = output();

  // A signal of its own: a newer version of the same request must not touch what is being typed.
  private readonly requestId = computed(() => this.request().id);
  /** What the person started from. */
  private readonly seen = linkedSignal({
    source: this.requestId,
    computation: () => untracked(() => this.request()),
  });
  protected readonly draft = linkedSignal({
    source: this.requestId,
    computation: (): Draft => {
      const { neededBy, details } = untracked(() => this.request());
      return { neededBy: neededBy ? shortDate(neededBy) : '', details: details ?? '' };
    },
  });
  protected readonly theirs = linkedSignal<string, RequestDetail | null>({
    source: this.requestId,
    computation: () => null,
  });
  protected readonly changing = form(this.draft, (path) =>
    checkedBy(path, ChangeRequest, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly readBack = (typed: string, today: string) => readBack(typed, today, readDay);
  protected readonly words = shortDate;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const wire = this.toWire(this.draft());
    const detail = await send(this.changing, this.attempt, () => this.store.change(this.seen(), wire));
    if (detail !== null) return this.saved.emit(detail);
    if (this.attempt.problem()?.code === 'conflict') this.theirs.set(await this.store.get(this.request().id));
    else focusFirstError(this.changing);
  }

  protected async keepMine(now: RequestDetail): Promise<void> {
    this.seen.set(now);
    this.theirs.set(null);
    const detail = await this.attempt.run(() => this.store.change(now, this.toWire(this.draft())));
    if (detail !== null) this.saved.emit(detail);
  }

  private toWire(draft: Draft) {
    const typed = orNull(draft.neededBy);
    return {
      version: this.seen().version,
      neededBy: typed === null ? null : (readDay(typed, this.today()) ?? typed),
      details: orNull(draft.details),
    };
  }
}
