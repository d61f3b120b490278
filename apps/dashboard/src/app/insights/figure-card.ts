import { Component, ElementRef, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { FIGURES, type FigureName } from '@shared-care/domain/figures';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { Chart, type Pressed } from './chart';
import { heightOf, pictureOf } from './figure-charts';
import { type Cell, figureTable, tableCsv } from './figure-table';
import { figureWords } from './figure-words';
import type { InsightFilter } from './insights-address';
import { pngOf } from './picture-file';
import { saveFile } from './save-file';

/** One figure: its result as a sentence, its picture, its table, and the list behind every number. */
@Component({
  selector: 'sc-figure-card',
  imports: [Chart, MatButtonModule, LoadState, RouterLink],
  templateUrl: './figure-card.html',
  styleUrl: './figure-card.scss',
  host: { class: 'u-block u-min-0', '[class.wide]': 'asTable()' },
})
export class FigureCard {
  readonly name = input.required<FigureName>();
  readonly filter = input.required<InsightFilter>();

  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly chart = viewChild(Chart);
  protected readonly fetched = fetchedFor(
    () => ({ figure: this.name(), query: this.filter() }),
    ({ figure, query }) => this.api.call('GET insights/figures/:figure', { params: { figure }, query }),
  );
  readonly answer = this.fetched.value;
  protected readonly asTable = signal(false);
  protected readonly figure = computed(() => FIGURES[this.name()]);
  protected readonly words = computed(() => {
    const answer = this.answer();
    return answer === null ? null : figureWords(answer);
  });
  protected readonly picture = computed(() => {
    const answer = this.answer();
    return answer === null || answer.whole.total === 0 ? null : pictureOf(answer);
  });
  protected readonly height = computed(() => {
    const answer = this.answer();
    return answer === null ? 14 : heightOf(answer);
  });
  protected readonly table = computed(() => {
    const answer = this.answer();
    return answer === null ? null : figureTable(answer);
  });

  protected linkOf(cell: Cell): Record<string, string | undefined> {
    const { from, to } = this.answer()!;
    return { figure: this.name(), from, to, hospital: this.filter().hospital || undefined, ...cell };
  }

  protected open({ series, place }: Pressed): void {
    const cell = this.picture()?.cellOf(series, place);
    if (cell) void this.router.navigate(['/insights/list'], { queryParams: this.linkOf(cell) });
  }

  protected saveCsv(): void {
    saveFile(`${this.fileName()}.csv`, 'text/csv;charset=utf-8', tableCsv(this.table()!, this.figure().definition));
  }

  protected async savePicture(): Promise<void> {
    const svg = this.chart()?.svg();
    if (!svg) return;
    const { title, under } = this.words()!;
    saveFile(`${this.fileName()}.png`, 'image/png', await pngOf(svg, { title, under }, this.host));
  }

  private fileName(): string {
    const { from, to } = this.answer()!;
    return `${this.name().replaceAll('_', '-')}-${from}-to-${to}`;
  }
}
