import { Component, computed, linkedSignal, viewChildren } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import type { FigureAnswer } from '@shared-care/contracts/insights/answers';
import { FIGURES, type FigureName } from '@shared-care/domain/figures';
import { shortDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { AlertLoadPanel } from './alert-load-panel';
import { FigureCard } from './figure-card';
import { insightsAddress } from './insights-address';

/** What the unit learns from its own records; each picture says its result in a sentence. */
@Component({
  selector: 'sc-insights',
  imports: [AlertLoadPanel, DayBox, Field, FigureCard, MatButtonModule, MatFormFieldModule, MatSelectModule],
  templateUrl: './insights.html',
  styleUrl: './insights.scss',
})
export class Insights {
  protected readonly address = insightsAddress();
  protected readonly figures = Object.keys(FIGURES) as FigureName[];
  private readonly cards = viewChildren(FigureCard);
  /** Any answer names the period and the hospitals: what the server chose when nobody did. */
  private readonly answer = linkedSignal<FigureAnswer | null, FigureAnswer | null>({
    source: () =>
      this.cards()
        .map((card) => card.answer())
        .find((answer) => answer !== null) ?? null,
    // While the next is on its way, the filters keep their words.
    computation: (now, before) => now ?? before?.value ?? null,
  });
  protected readonly period = computed(() => {
    const { from, to } = this.address.filter();
    return { from: from || (this.answer()?.from ?? ''), to: to || (this.answer()?.to ?? '') };
  });
  protected readonly choices = computed(() => this.answer()?.choices ?? []);
  protected readonly hospital = computed(() => {
    const { hospital } = this.address.filter();
    if (hospital === '') return 'all hospitals';
    if (hospital === 'none') return 'hospitals not in the directory';
    return this.choices().find(({ id }) => id === hospital)?.name ?? 'one hospital';
  });
  protected readonly words = computed(() => {
    const { from, to } = this.period();
    return from === '' || to === '' ? '' : `${shortDate(from)} to ${shortDate(to)}, ${this.hospital()}`;
  });

  protected choose(name: 'from' | 'to', day: string): void {
    if (day !== '' && day !== this.period()[name]) this.address.choose({ ...this.period(), [name]: day });
  }

  protected print(): void {
    window.print();
  }
}
