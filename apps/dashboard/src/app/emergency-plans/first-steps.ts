import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButtonModule } from '@angular/material/button';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import { unitsKept } from '@shared-care/domain/clinical-text';
import { londonDate } from '@shared-care/domain/london-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { UnitNumber } from '../core/unit-number';

/** The steps of the approved plan that come first, what must not be done, and whether the plan still fits the child. */
@Component({
  selector: 'sc-first-steps',
  imports: [MatButtonModule, OnDate, LoadState, RouterLink, UnitNumber],
  templateUrl: './first-steps.html',
  styleUrl: './first-steps.scss',
  host: { class: 'u-block', '[class.compact]': 'compact()' },
})
export class FirstSteps {
  private readonly api = inject(Api);

  /** An internal id, never an NHS number; null until it is known. */
  readonly patientId = input.required<string | null>();
  /** From the page that has it already: then nothing is fetched here, and no second look is recorded. */
  readonly given = input<EmergencyCard | null>(null);
  /** Smaller, for a page on which it is one card of many. */
  readonly compact = input(false);
  /** How many steps stand here at most: the rest is on the whole plan, and that there is more is said. */
  readonly most = input(Infinity);

  protected readonly fetched = fetchedFor(
    () => (this.given() === null ? this.patientId() : null),
    (id) => this.api.call('GET patients/:id/emergency-card', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly card = computed(() => this.given() ?? this.fetched.value());
  protected readonly steps = computed(() => this.lines('firstSteps'));
  protected readonly shown = computed(() => this.steps().slice(0, this.most()));
  protected readonly further = computed(() => this.steps().length - this.shown().length);
  protected readonly doNot = computed(() => this.lines('doNot'));
  protected readonly warnings = computed(() => {
    const card = this.card();
    return [...(card?.plan?.changes ?? []), ...(card?.weightWarning ? [card.weightWarning] : [])].map(unitsKept);
  });
  protected readonly day = (instant: string): string => londonDate(new Date(instant));

  private lines(name: 'firstSteps' | 'doNot'): string[] {
    return unitsKept(this.card()?.plan?.sections?.[name] ?? '')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  }
}
