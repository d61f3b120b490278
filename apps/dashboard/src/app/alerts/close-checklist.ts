import { Component, computed, inject, Injector, input, output, signal } from '@angular/core';
import type { AlertDetail, AlertStep, ChecklistLine } from '@shared-care/contracts/alerts/answers';
import { CHECKLIST_ITEMS, type ChecklistItem, isTicked, type TickedItem } from '@shared-care/domain/close-checklist';
import { londonDate } from '@shared-care/domain/london-time';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { Icon } from '@shared-care/ui/icon/icon';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';

/** What must be settled before the alert can be closed; each gap leads to where it is filled. */
@Component({
  selector: 'sc-close-checklist',
  imports: [AtTime, Field, Icon, MatButton, MatFormField, MatInput, ProblemNote],
  templateUrl: './close-checklist.html',
  styleUrl: './close-checklist.scss',
})
export class CloseChecklist {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);

  readonly alert = input.required<AlertDetail>();
  readonly editable = input(true);
  /** The two items which are answered by what is recorded elsewhere. */
  readonly wanted = output<ChecklistItem>();

  protected readonly attempt = new Attempt();
  protected readonly explaining = signal<ChecklistItem | null>(null);
  protected readonly why = signal('');
  protected readonly whyMissing = signal(false);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly items = CHECKLIST_ITEMS;
  protected readonly left = computed(() => this.alert().checklist.filter((line) => line.answer === null).length);
  protected readonly isTicked = isTicked;

  protected async done(item: ChecklistItem): Promise<void> {
    await this.answer(item, 'done', null);
  }

  protected async takeBack(item: ChecklistItem): Promise<void> {
    await this.answer(item, null, null);
  }

  protected explain(line: ChecklistLine): void {
    this.explaining.set(line.item);
    this.why.set('');
    this.whyMissing.set(false);
    setTimeout(() => document.getElementById(`why-${line.item}`)?.focus());
  }

  protected async notNeeded(event: Event, item: ChecklistItem): Promise<void> {
    event.preventDefault();
    this.whyMissing.set(this.why().trim() === '');
    if (this.whyMissing()) return;
    if (await this.answer(item, 'not_needed', this.why())) this.explaining.set(null);
  }

  private async answer(
    item: ChecklistItem,
    answer: 'done' | 'not_needed' | null,
    note: string | null,
  ): Promise<boolean> {
    if (!isTicked(item)) return false;
    const saved = await this.attempt.run(() => this.store.answerChecklist(this.alert().id, { item, answer, note }));
    focusWhenLost(this.injector, () => document.getElementById(answer === null ? `item-${item}` : `back-${item}`));
    if (saved !== null) this.sayIt(saved, item, answer);
    return saved !== null;
  }

  private sayIt(saved: AlertStep, item: TickedItem, answer: 'done' | 'not_needed' | null): void {
    const words = { done: 'done', not_needed: 'not needed' };
    if (answer === null) this.said.done(`${CHECKLIST_ITEMS[item]}: taken back`, saved);
    else
      this.said.done(`${CHECKLIST_ITEMS[item]}: ${words[answer]}`, saved, ({ id }) =>
        this.store.answerChecklist(id, { item, answer: null, note: null }),
      );
  }

  /** Who answered, for a mouse; a screen reader is told in the line. */
  protected answered({ answer, by }: ChecklistLine): string {
    return answer === null || by === null ? '' : `${answer === 'done' ? 'Done' : 'Not needed'}, ${by}`;
  }
}
