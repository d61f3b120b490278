import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButtonModule } from '@angular/material/button';
import { unitsKept } from '@shared-care/domain/clinical-text';
import { londonDate } from '@shared-care/domain/london-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { UnitNumber } from '../core/unit-number';
import { EmergencyPlanStore } from '../emergency-plans/emergency-plan-store';
import { RecordOnScreen } from '../patients/record-on-screen';

/** The steps of the approved plan that come first, what must not be done, and whether the plan still fits the child. */
@Component({
  selector: 'sc-first-steps',
  imports: [MatButtonModule, OnDate, ProblemNote, RouterLink, UnitNumber],
  templateUrl: './first-steps.html',
  styleUrl: './first-steps.scss',
})
export class FirstSteps {
  private readonly store = inject(EmergencyPlanStore);
  private readonly live = inject(Live);
  private readonly record = inject(RecordOnScreen);

  private readonly fetched = computed(() => {
    const id = this.record.id();
    return id === null ? null : new Fetched(() => this.store.card(id));
  });
  protected readonly card = computed(() => this.fetched()?.value() ?? null);
  protected readonly problem = computed(() => this.fetched()?.problem() ?? null);
  protected readonly steps = computed(() => this.lines('firstSteps'));
  protected readonly doNot = computed(() => this.lines('doNot'));
  protected readonly warnings = computed(() => {
    const card = this.card();
    return [...(card?.plan?.changes ?? []), ...(card?.weightWarning ? [card.weightWarning] : [])].map(unitsKept);
  });
  protected readonly day = (instant: string): string => londonDate(new Date(instant));

  constructor() {
    effect(() => {
      this.live.changedFor('patients', this.record.id());
      const fetched = this.fetched();
      untracked(() => void fetched?.refresh());
    });
  }

  protected retry(): void {
    void this.fetched()?.retry();
  }

  private lines(name: 'firstSteps' | 'doNot'): string[] {
    return unitsKept(this.card()?.plan?.sections?.[name] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
}
