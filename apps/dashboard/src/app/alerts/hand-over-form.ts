import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { OfferAlert } from '@shared-care/contracts/alerts/shapes';
import type { Colleague } from '@shared-care/contracts/handover/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { ROLES } from '@shared-care/domain/roles';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Attempt } from '../core/attempt';
import { toProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { HandoverStore } from './handover-store';

const Typed = OfferAlert.pick({ to: true, reason: true });

/** To whom, and why: for one alert or for all of a person's. */
@Component({
  selector: 'sc-hand-over-form',
  imports: [ErrorShown, FieldError, FormField, MatButton, ProblemNote, SelectBox],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <sc-select
        label="Hand over to"
        boxId="hand-over-to"
        [none]="people() === null ? 'Loading colleagues' : 'Choose a colleague'"
        [options]="choices()"
        [formField]="handing.to"
      />
      @if (!notes()) {
        <div class="field">
          <label for="hand-over-reason">Why, and what to know</label>
          <input id="hand-over-reason" type="text" autocomplete="off" scErrorShown [formField]="handing.reason" />
          <sc-field-error control="hand-over-reason" [field]="handing.reason" />
        </div>
      }
      <p class="meta">The owner stays the owner until your colleague has accepted.</p>
      @if (loading(); as problem) {
        <sc-problem-note
          lead="Your colleagues could not be listed."
          [problem]="problem"
          [canRetry]="true"
          (retry)="load()"
        />
      }
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Nothing was handed over. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">Hand over</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class HandOverForm {
  private readonly store = inject(HandoverStore);
  private readonly session = inject(SessionStore);

  /** Sends it; the form shows what the server refuses. */
  readonly action = input.required<(typed: { to: string; reason: string }) => Promise<unknown>>();
  /** The owner, who is left out of the choice. */
  readonly owner = input<string | null>(null);
  /** For several at once: what to know stands in the note of each. */
  readonly notes = input(false);
  readonly closed = output();

  protected readonly people = signal<Colleague[] | null>(null);
  protected readonly loading = signal<Problem | null>(null);
  protected readonly choices = computed(() =>
    (this.people() ?? [])
      .filter(({ id }) => id !== (this.owner() ?? this.session.user()?.id))
      .map(({ id, displayName, role, duty }) => ({
        id,
        name: `${displayName}, ${ROLES[role].toLowerCase()}${duty === null ? '' : ', on from the next night'}`,
      })),
  );
  private readonly model = signal({ to: '', reason: '' });
  protected readonly handing = form(this.model, (path) =>
    checkedBy(path, Typed, (typed) => (this.notes() ? { ...typed, reason: 'The note of each.' } : typed)),
  );
  protected readonly attempt = new Attempt();

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.loading.set(null);
    try {
      this.people.set(await this.store.colleagues());
    } catch (error) {
      this.loading.set(toProblem(error));
    }
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if ((await send(this.handing, this.attempt, () => this.action()(this.model()))) === null)
      return focusFirstError(this.handing);
    this.closed.emit();
  }
}
