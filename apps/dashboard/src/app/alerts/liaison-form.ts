import { Component, computed, ElementRef, inject, input, output, signal } from '@angular/core';
import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatChipListbox, MatChipOption } from '@angular/material/chips';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { AlertDetail, LiaisonStep } from '@shared-care/contracts/alerts/answers';
import { AddLiaisonEntry } from '@shared-care/contracts/alerts/shapes';
import {
  LIAISON_DIRECTIONS,
  LIAISON_ROLES,
  type LiaisonDirection,
  type LiaisonResult,
  type LiaisonRole,
} from '@shared-care/domain/liaison';
import { londonDate } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertSaid, UNDONE_AT_ONCE } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, instantOf, orNull, send } from '../forms/checked-form';
import { keptDraft } from '../forms/kept-draft';
import { FieldError } from '../forms/field-error';
import { TimePresets } from './time-presets';

interface LiaisonDraft {
  direction: LiaisonDirection;
  withRole: LiaisonRole | '';
  withName: string;
  numberUsed: string;
  leftMessage: boolean;
  at: string;
  adviceAsked: string;
  adviceGiven: string;
  agreedNextStep: string;
  nextContactAt: string;
}

/** Only who rang whom is chosen beforehand: without a person and words it tells of no call, and is not saved. */
const BLANK: LiaisonDraft = {
  direction: 'outgoing',
  withRole: '',
  withName: '',
  numberUsed: '',
  leftMessage: false,
  at: '',
  adviceAsked: '',
  adviceGiven: '',
  agreedNextStep: '',
  nextContactAt: '',
};

function toEntry(draft: LiaisonDraft, result: LiaisonResult): AddLiaisonEntry {
  return {
    direction: draft.direction,
    // What is not chosen is refused by the schema, in its words.
    withRole: draft.withRole as LiaisonRole,
    withName: orNull(draft.withName),
    numberUsed: orNull(draft.numberUsed),
    result,
    at: instantOf(draft.at),
    adviceAsked: orNull(draft.adviceAsked),
    adviceGiven: orNull(draft.adviceGiven),
    agreedNextStep: orNull(draft.agreedNextStep),
    nextContactAt: instantOf(draft.nextContactAt),
  };
}

/** Records one call or conversation by four fields, and more when they are asked for; "No answer" needs no words. */
@Component({
  selector: 'sc-liaison-form',
  imports: [
    CdkTextareaAutosize,
    DayAndTime,
    Field,
    FieldError,
    FormField,
    MatButton,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatChipListbox,
    MatChipOption,
    MatFormField,
    MatInput,
    ProblemNote,
    TimePresets,
  ],
  templateUrl: './liaison-form.html',
  styleUrl: './alert-forms.scss',
})
export class LiaisonForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly clock = inject(ServerClock);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  private readonly alertId = computed(() => this.alert().id);
  private readonly draft = keptDraft<LiaisonDraft>('liaison', () => this.alertId(), BLANK);
  protected readonly model = this.draft.typed;
  /** What came of the call, by the button that is pressed. */
  private readonly result = signal<LiaisonResult>('spoke');
  protected readonly entry = form(this.model, (path) =>
    checkedBy(path, AddLiaisonEntry, (draft) => toEntry(draft, this.result())),
  );
  protected readonly attempt = new Attempt();
  protected readonly more = signal(false);
  private key = crypto.randomUUID();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly directions = Object.entries(LIAISON_DIRECTIONS);
  protected readonly roles = Object.entries(LIAISON_ROLES) as [LiaisonRole, string][];
  protected readonly roleError = computed(() => {
    const role = this.entry.withRole();
    return role.touched() && role.invalid() ? (role.errors()[0]?.message ?? null) : null;
  });

  /** A number was rung: the entry says, with any answer, which number it was. */
  useNumber(phone: string): void {
    this.model.update((draft) => ({ ...draft, direction: 'outgoing', numberUsed: phone }));
  }

  protected choose(role: LiaisonRole | undefined): void {
    this.entry.withRole().value.set(role ?? '');
  }

  protected async save(result: LiaisonResult, event?: Event): Promise<void> {
    event?.preventDefault();
    if (this.attempt.busy()) return;
    this.result.set(result);
    const typed = this.model();
    const saved = await send(this.entry, this.attempt, () =>
      this.store.addLiaisonEntry(this.alertId(), toEntry(typed, result), this.key),
    );
    // With a conflict what was first sent is saved; what is typed now would be another entry.
    if (saved !== null || this.attempt.problem()?.code === 'conflict') this.key = crypto.randomUUID();
    if (saved === null) return this.focusOnError();
    this.draft.drop();
    this.entry().reset(BLANK);
    this.sayIt(saved, typed.withRole as LiaisonRole, result);
    this.closed.emit();
  }

  private sayIt(saved: LiaisonStep, role: LiaisonRole, result: LiaisonResult): void {
    const words = result === 'no_answer' ? 'No answer recorded' : 'Call recorded';
    this.said.done(`${words}: ${LIAISON_ROLES[role].toLowerCase()}`, saved, () =>
      this.store.strikeOutLiaisonEntry(saved.entryId, { because: UNDONE_AT_ONCE }),
    );
  }

  private focusOnError(): void {
    if (this.roleError() !== null)
      this.element.nativeElement.querySelector<HTMLElement>('#liaison-withRole button')?.focus();
    else focusFirstError(this.entry);
  }
}
