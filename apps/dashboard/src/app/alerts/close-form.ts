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
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { MatRadioButton, MatRadioGroup } from '@angular/material/radio';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { CloseAlert } from '@shared-care/contracts/alerts/shapes';
import { ALERT_OUTCOMES, type AlertOutcome, type NextContactAnswer } from '@shared-care/domain/alert-states';
import { CHECKLIST_ITEMS, type ChecklistItem, isTicked } from '@shared-care/domain/close-checklist';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertSaid, UNDONE_AT_ONCE } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { keptDraft } from '../forms/kept-draft';

interface CloseDraft {
  outcome: AlertOutcome | '';
  note: string;
  nextContact: NextContactAnswer | '';
}

const EMPTY: CloseDraft = { outcome: '', note: '', nextContact: '' };

/** Ends an alert with a coded outcome, or says what is still missing. */
@Component({
  selector: 'sc-close-form',
  imports: [AtTime, Field, FormField, MatButton, MatFormField, MatInput, MatRadioButton, MatRadioGroup, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      @if (alert().missingToClose.length > 0) {
        <div #gaps class="missing u-note u-mb-3" tabindex="-1">
          <p class="u-m-0 u-strong">Before this alert can be closed:</p>
          <ul class="u-mt-1 u-mb-1 u-bullets">
            @for (gap of alert().missingToClose; track gap.item) {
              <li>
                <button type="button" (click)="wanted.emit(gap.item)">{{ gap.message }}</button>
              </li>
            }
          </ul>
          @if (toTick().length > 1) {
            <p class="u-m-0 u-strong">
              <button id="tick-all" type="button" matButton="outlined" [disabled]="attempt.busy()" (click)="tickAll()">
                All {{ toTick().length }} are done
              </button>
              <span>{{ tickedNames() }}</span>
            </p>
          }
        </div>
      }
      @if (alert().nextContactAt; as at) {
        <sc-field label="The next contact that is agreed">
          <p class="meta">For <sc-at-time [at]="at" [today]="today()" />.</p>
          <mat-radio-group [formField]="closing.nextContact">
            <mat-radio-button value="made">It was made</mat-radio-button>
            <mat-radio-button value="not_needed">It is not needed</mat-radio-button>
          </mat-radio-group>
        </sc-field>
      }
      <sc-field label="Outcome">
        <mat-radio-group id="close-outcomes" class="outcomes" [formField]="closing.outcome">
          @for (choice of outcomes; track choice[0]) {
            <mat-radio-button [id]="'outcome-' + choice[0]" [value]="choice[0]">{{ choice[1] }}</mat-radio-button>
          }
        </mat-radio-group>
      </sc-field>
      <sc-field label="Note" optional>
        <mat-form-field>
          <textarea id="close-note" matInput rows="1" [formField]="closing.note"></textarea>
        </mat-form-field>
      </sc-field>
      @if (attempt.problem(); as problem) {
        <sc-problem-note
          lead="The alert is not closed."
          [problem]="gapsListed() ? { ...problem, errors: [] } : problem"
        />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">Close alert</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .missing {
      --mat-button-outlined-label-text-color: currentColor;
      --mat-button-outlined-outline-color: currentColor;
      p span {
        margin-inline-start: 0.5rem;
        font-weight: 400;
      }
      li button {
        min-block-size: 1.5rem;
        padding: 0;
        border: 0;
        background: none;
        color: inherit;
        font: inherit;
        text-align: start;
        text-decoration: underline;
        text-underline-offset: 2px;
        cursor: pointer;
      }
    }
    .outcomes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
    }
    @media (pointer: coarse) {
      .missing li button {
        min-block-size: 2.75rem;
      }
    }
  `,
  styleUrl: './alert-forms.scss',
})
export class CloseForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
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

  /** What somebody has to answer for, each by name; one press when all of it is done. */
  protected readonly toTick = computed(() =>
    this.alert().missingToClose.flatMap(({ item }) => (isTicked(item) ? [item] : [])),
  );
  protected readonly tickedNames = computed(() =>
    this.toTick()
      .map((item) => CHECKLIST_ITEMS[item])
      .join(', '),
  );

  protected async tickAll(): Promise<void> {
    const items = this.toTick();
    const { id } = this.alert();
    await this.attempt.run(async () => {
      for (const item of items) await this.store.answerChecklist(id, { item, answer: 'done', note: null });
    });
    if (this.attempt.problem() === null)
      this.said.done(
        `${items.length} settled: ${items.map((item) => CHECKLIST_ITEMS[item].toLowerCase()).join(', ')}`,
        this.alert(),
        async () => {
          for (const item of items) await this.store.answerChecklist(id, { item, answer: null, note: null });
        },
      );
    this.focusOnOutcome();
  }

  private focusOnOutcome(): void {
    document.querySelector<HTMLElement>('#close-outcomes input')?.focus();
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
    const outcome = saved.outcome === null ? '' : `: ${ALERT_OUTCOMES[saved.outcome]}`;
    this.said.done(`Closed${outcome}`, saved, ({ id, version }) =>
      this.store.reopen(id, { version, reason: UNDONE_AT_ONCE }),
    );
    this.closed.emit();
  }

  private toWire(draft: CloseDraft) {
    // Kept from before a call that settled it, an answer has nothing to answer.
    const nextContact = this.alert().nextContactAt === null ? null : orNull(draft.nextContact);
    return { version: this.version(), outcome: draft.outcome, note: orNull(draft.note), nextContact };
  }
}
