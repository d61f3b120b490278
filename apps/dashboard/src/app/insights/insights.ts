import { Component, computed, linkedSignal, viewChildren } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import type { FigureAnswer } from '@shared-care/contracts/insights/answers';
import { FIGURES, type FigureName } from '@shared-care/domain/figures';
import { addDays, londonDate, shortDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { FigureCard } from './figure-card';
import { startWords } from './figure-words';
import { insightsAddress } from './insights-address';

/** What the unit learns from its own records; each picture says its result in a sentence. */
@Component({
  selector: 'sc-insights',
  imports: [DayBox, Field, FigureCard, MatButtonModule, MatFormFieldModule, MatSelectModule],
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

  /** The months one may look at alone: this one and the 23 before it. */
  protected readonly months = computed(() => {
    const now = this.answer()?.now;
    return now === undefined ? [] : monthsTo(londonDate(new Date(now)), 24);
  });
  /** The month that is shown; '' is what nobody chose, and any other days are their own. */
  protected readonly month = computed(() => {
    const { from, to } = this.address.filter();
    if (from === '' && to === '') return '';
    const chosen = this.months().find((month) => month === from.slice(0, 7));
    return chosen !== undefined && from === `${chosen}-01` && to === lastDayOf(chosen) ? chosen : 'other';
  });
  protected readonly monthWords = (month: string): string => startWords(`${month}-01`, 'month');

  protected chooseMonth(month: string): void {
    if (month === 'other') return;
    this.address.choose(month === '' ? { from: '', to: '' } : { from: `${month}-01`, to: lastDayOf(month) });
  }

  protected choose(name: 'from' | 'to', day: string): void {
    if (day !== '' && day !== this.period()[name]) this.address.choose({ ...this.period(), [name]: day });
  }

  protected print(): void {
    window.print();
  }
}

const lastDayOf = (month: string): string => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);

/** `yyyy-mm`, latest first. */
function monthsTo(today: string, count: number): string[] {
  const months = [today.slice(0, 7)];
  while (months.length < count) months.push(addDays(`${months.at(-1)!}-01`, -1).slice(0, 7));
  return months;
}
