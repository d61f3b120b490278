import {
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  output,
  untracked,
  viewChild,
} from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { CloseAlert } from '@shared-care/contracts/alerts/shapes';
import { ALERT_OUTCOMES, type AlertOutcome, type NextContactAnswer } from '@shared-care/domain/alert-states';
import { londonDate } from '@shared-care/domain/london-time';
import type { ChecklistItem } from '@shared-care/domain/close-checklist';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { keptDraft } from '../forms/kept-draft';
import { ErrorShown, FieldError } from '../forms/field-error';

interface CloseDraft {
  outcome: AlertOutcome | '';
  note: string;
  nextContact: NextContactAnswer | '';
}

const EMPTY: CloseDraft = { outcome: '', note: '', nextContact: '' };

/** Ends an alert with a coded outcome, or says what is still missing. */
@Component({
  selector: 'sc-close-form',
  imports: [AtTime, FormField, ErrorShown, FieldError, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      @if (alert().missingToClose.length > 0) {
        <div #gaps class="missing" tabindex="-1">
          <p>Before this alert can be closed:</p>
          <ul>
            @for (gap of alert().missingToClose; track $index) {
              <li>
                <button type="button" class="button plain" (click)="wanted.emit(gap.item)">{{ gap.message }}</button>
              </li>
            }
          </ul>
        </div>
      }
      @if (alert().nextContactAt; as at) {
        <fieldset class="field">
          <legend>A next contact is agreed for <sc-at-time [at]="at" [today]="today()" /></legend>
          <div class="choices">
            <label><input type="radio" value="made" [formField]="closing.nextContact" /> It was made</label>
            <label><input type="radio" value="not_needed" [formField]="closing.nextContact" /> It is not needed</label>
          </div>
          <sc-field-error control="close-next-contact" [field]="closing.nextContact" />
        </fieldset>
      }
      <div class="field">
        <label for="close-outcome">Outcome</label>
        <select id="close-outcome" scErrorShown [formField]="closing.outcome">
          <option value="">Choose an outcome</option>
          @for (choice of outcomes; track choice[0]) {
            <option [value]="choice[0]">{{ choice[1] }}</option>
          }
        </select>
        <sc-field-error control="close-outcome" [field]="closing.outcome" />
      </div>
      <div class="field">
        <label for="close-note">Note <span class="optional">(optional)</span></label>
        <textarea id="close-note" rows="2" scErrorShown [formField]="closing.note"></textarea>
        <sc-field-error control="close-note" [field]="closing.note" />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note
          lead="The alert is not closed."
          [problem]="gapsListed() ? { ...problem, errors: [] } : problem"
        />
      }
      <div class="row">
        <button class="button main" [disabled]="attempt.busy()">Close alert</button>
        <button type="button" class="button plain" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .missing {
      margin-block-end: 12px;
      padding: 8px 12px;
      border: 1px solid currentColor;
      border-radius: 4px;
      background: var(--sc-amber-bg);
      color: var(--sc-amber-text);

      p {
        margin: 0;
        font-weight: 600;
      }
      ul {
        margin: 0;
        padding-inline-start: 20px;
      }
      .button {
        min-block-size: 28px;
        padding: 2px 0;
        color: inherit;
        text-align: start;
        justify-content: flex-start;
      }
    }
  `,
  styleUrl: './alert-forms.scss',
})
export class CloseForm {
  private readonly store = inject(AlertStore);
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly wanted = output<ChecklistItem>();
  readonly closed = output();

  private readonly draft = keptDraft<CloseDraft>('close', () => this.alert().id, EMPTY);
  private readonly model = this.draft.typed;
  /** The gaps stand above with a way to fill each, so the refusal need not repeat them. */
  protected readonly gapsListed = computed(() => this.alert().missingToClose.length > 0);
  private readonly gaps = viewChild<ElementRef<HTMLElement>>('gaps');
  private readonly version = computed(() => this.alert().version);
  protected readonly closing = form(this.model, (path) => checkedBy(path, CloseAlert, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly outcomes = Object.entries(ALERT_OUTCOMES);

  constructor() {
    // A gap that was filled makes the refusal outdated; a conflict is told by the very change that it reports.
    effect(() => {
      this.version();
      untracked(() => {
        if (this.attempt.problem()?.code !== 'conflict') this.attempt.forget();
      });
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.closing, this.attempt, () =>
      this.store.close(this.alert().id, CloseAlert.parse(this.toWire(this.model()))),
    );
    if (saved === null) {
      if (this.attempt.problem() !== null && this.gapsListed()) this.gaps()?.nativeElement.focus();
      else focusFirstError(this.closing);
      return;
    }
    this.draft.drop();
    this.closed.emit();
  }

  private toWire(draft: CloseDraft) {
    // Kept from before a call that settled it, an answer has nothing to answer.
    const nextContact = this.alert().nextContactAt === null ? null : orNull(draft.nextContact);
    return { version: this.version(), outcome: draft.outcome, note: orNull(draft.note), nextContact };
  }
}
