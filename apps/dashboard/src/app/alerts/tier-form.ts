import { Component, computed, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { LowerTier, RaiseTier } from '@shared-care/contracts/alerts/shapes';
import { TIERS, TIER_TRIGGERS, type Tier } from '@shared-care/domain/alert-tier';
import { isHigher, RAISING_TRIGGERS, type RaisingTrigger } from '@shared-care/domain/tier-change';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Attempt } from '../core/attempt';
import { SessionStore } from '../core/session-store';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { keptDraft } from '../forms/kept-draft';
import { ErrorShown, FieldError } from '../forms/field-error';

interface RaiseDraft {
  trigger: RaisingTrigger | '';
  words: string;
}

/** More urgent, by anyone of the unit, with what makes it so. */
@Component({
  selector: 'sc-raise-tier-form',
  imports: [ErrorShown, FieldError, FormField, MatButton, ProblemNote, SelectBox],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <sc-select
        label="What makes it more urgent"
        none="Choose a reason"
        boxId="raise-trigger"
        [options]="choices()"
        [formField]="raising.trigger"
      />
      <div class="field">
        <label for="raise-words"
          >In words
          @if (!needsWords()) {
            <span class="optional">(optional)</span>
          }
        </label>
        <input id="raise-words" type="text" autocomplete="off" scErrorShown [formField]="raising.words" />
        <sc-field-error control="raise-words" [field]="raising.words" />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="The tier is not raised." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">Raise tier</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class RaiseTierForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  private readonly draft = keptDraft<RaiseDraft>('raise', () => this.alert().id, { trigger: '', words: '' });
  private readonly model = this.draft.typed;
  protected readonly raising = form(this.model, (path) =>
    checkedBy(path, RaiseTier, (draft) => ({ ...draft, version: this.alert().version })),
  );
  protected readonly attempt = new Attempt();
  protected readonly choices = computed(() =>
    RAISING_TRIGGERS.filter((trigger) => isHigher(TIER_TRIGGERS[trigger].tier, this.alert().tier)).map(
      (trigger) => [trigger, this.words(trigger)] as const,
    ),
  );
  protected readonly needsWords = computed(() => ['judged_red', 'judged_amber'].includes(this.model().trigger));

  private words(trigger: RaisingTrigger): string {
    const { tier, words } = TIER_TRIGGERS[trigger];
    return trigger.startsWith('judged') ? `${TIERS[tier]}: another reason, in words` : `${TIERS[tier]}: ${words}`;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.raising, this.attempt, () =>
      this.store.raiseTier(this.alert().id, RaiseTier.parse({ ...this.model(), version: this.alert().version })),
    );
    if (saved === null) return focusFirstError(this.raising);
    this.draft.drop();
    this.said.done(`Raised to ${TIERS[saved.tier]}`, saved);
    this.closed.emit();
  }
}

interface LowerDraft {
  tier: Tier | '';
  reason: string;
}

/** Less urgent: only of an alert somebody owns, with a reason; from Red a nurse needs a second person. */
@Component({
  selector: 'sc-lower-tier-form',
  imports: [ErrorShown, FieldError, FormField, MatButton, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <fieldset class="field">
        <legend>Lower to</legend>
        <sc-field-error control="lower-tier" [field]="lowering.tier" />
        <div class="choices">
          @for (tier of alert().mayLowerTo; track tier; let first = $first) {
            <label
              ><input
                type="radio"
                [id]="first ? 'lower-tier' : 'lower-tier-' + tier"
                [formField]="lowering.tier"
                [value]="tier"
              />{{ tiers[tier] }}</label
            >
          }
        </div>
      </fieldset>
      <div class="field">
        <label for="lower-reason">Why it is less urgent</label>
        <input id="lower-reason" type="text" autocomplete="off" scErrorShown [formField]="lowering.reason" />
        <sc-field-error control="lower-reason" [field]="lowering.reason" />
      </div>
      @if (asksSecond()) {
        <p class="meta">It stays Red until a second nurse or a doctor of the unit agrees.</p>
      }
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="The tier is not lowered." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" [disabled]="attempt.busy()">
          {{ asksSecond() ? 'Ask to lower tier' : 'Lower tier' }}
        </button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: './alert-forms.scss',
})
export class LowerTierForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly session = inject(SessionStore);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  private readonly draft = keptDraft<LowerDraft>('lower', () => this.alert().id, { tier: '', reason: '' });
  private readonly model = this.draft.typed;
  protected readonly lowering = form(this.model, (path) =>
    checkedBy(path, LowerTier, (draft) => ({ ...draft, version: this.alert().version })),
  );
  protected readonly attempt = new Attempt();
  protected readonly asksSecond = computed(
    () => this.alert().tier === 'red' && this.session.user()?.role !== 'phu_doctor',
  );
  protected readonly tiers = TIERS;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.lowering, this.attempt, () =>
      this.store.lowerTier(this.alert().id, LowerTier.parse({ ...this.model(), version: this.alert().version })),
    );
    if (saved === null) return focusFirstError(this.lowering);
    this.draft.drop();
    const { correctionId } = saved;
    if (correctionId === null) this.said.done(`Lowered to ${TIERS[saved.tier]}`, saved);
    else
      this.said.done('Asked to lower the tier', saved, () =>
        this.store.answerCorrection(correctionId, { answer: 'take_back', reason: '' }),
      );
    this.closed.emit();
  }
}
