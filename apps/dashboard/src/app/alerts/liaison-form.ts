import { Component, computed, ElementRef, inject, input } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { AddLiaisonEntry } from '@shared-care/contracts/alerts/shapes';
import {
  LIAISON_DIRECTIONS,
  LIAISON_RESULTS,
  LIAISON_ROLES,
  type LiaisonDirection,
  type LiaisonResult,
  type LiaisonRole,
} from '@shared-care/domain/liaison';
import { londonDate } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, instantOf, orNull, send } from '../forms/checked-form';
import { keptDraft } from '../forms/kept-draft';
import { ErrorShown, FieldError } from '../forms/field-error';
import { TimePresets } from './time-presets';

interface LiaisonDraft {
  direction: LiaisonDirection | '';
  withRole: LiaisonRole | '';
  withName: string;
  numberUsed: string;
  result: LiaisonResult | '';
  at: string;
  adviceAsked: string;
  adviceGiven: string;
  agreedNextStep: string;
  nextContactAt: string;
}

/** Nothing is chosen beforehand: a form that nobody touched must not tell of a call. */
const BLANK: LiaisonDraft = {
  direction: '',
  withRole: '',
  withName: '',
  numberUsed: '',
  result: '',
  at: '',
  adviceAsked: '',
  adviceGiven: '',
  agreedNextStep: '',
  nextContactAt: '',
};

function toEntry(draft: LiaisonDraft): AddLiaisonEntry {
  return {
    // What is not chosen is refused by the schema, in its words.
    direction: draft.direction as LiaisonDirection,
    withRole: draft.withRole as LiaisonRole,
    withName: orNull(draft.withName),
    numberUsed: orNull(draft.numberUsed),
    result: draft.result as LiaisonResult,
    at: instantOf(draft.at),
    adviceAsked: orNull(draft.adviceAsked),
    adviceGiven: orNull(draft.adviceGiven),
    agreedNextStep: orNull(draft.agreedNextStep),
    nextContactAt: instantOf(draft.nextContactAt),
  };
}

/** Records one call or conversation; a call nobody answered is an entry too. */
@Component({
  selector: 'sc-liaison-form',
  imports: [DayAndTime, FormField, ErrorShown, FieldError, ProblemNote, TimePresets],
  templateUrl: './liaison-form.html',
  styleUrl: './alert-forms.scss',
})
export class LiaisonForm {
  private readonly store = inject(AlertStore);
  private readonly clock = inject(ServerClock);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly alertId = input.required<string>();

  private readonly draft = keptDraft<LiaisonDraft>('liaison', () => this.alertId(), BLANK);
  protected readonly model = this.draft.typed;
  protected readonly entry = form(this.model, (path) => checkedBy(path, AddLiaisonEntry, toEntry));
  protected readonly attempt = new Attempt();
  private key = crypto.randomUUID();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly directions = Object.entries(LIAISON_DIRECTIONS);
  protected readonly roles = Object.entries(LIAISON_ROLES);
  protected readonly results = Object.entries(LIAISON_RESULTS);

  /** A number was rung: whoever answers, the entry should say which number it was. */
  useNumber(phone: string): void {
    this.model.update((draft) => ({ ...draft, direction: 'outgoing', numberUsed: phone }));
  }

  focus(field: 'withRole' | 'adviceGiven'): void {
    this.element.nativeElement.querySelector<HTMLElement>(`#liaison-${field}`)?.focus();
  }

  protected saveAsNoAnswer(): Promise<void> {
    this.model.update((draft) => ({ ...draft, result: 'no_answer', direction: draft.direction || 'outgoing' }));
    return this.save();
  }

  protected async save(event?: Event): Promise<void> {
    event?.preventDefault();
    if (this.attempt.busy()) return;
    const saved = await send(this.entry, this.attempt, () =>
      this.store.addLiaisonEntry(this.alertId(), toEntry(this.model()), this.key),
    );
    // With a conflict what was first sent is saved; what is typed now would be another entry.
    if (saved !== null || this.attempt.problem()?.code === 'conflict') this.key = crypto.randomUUID();
    if (saved === null) return focusFirstError(this.entry);
    this.draft.drop();
    this.entry().reset(BLANK);
  }
}
