import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { FigureRow } from '@shared-care/contracts/insights/answers';
import { FIGURES, type Figure, type FigureName } from '@shared-care/domain/figures';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { listAddress } from '../core/list-address';
import { hospitalWords, startWords } from './figure-words';

/** What one number of a figure counts: the figure, the cell of its table, and the period stand in the address. */
@Component({
  selector: 'sc-figure-list',
  imports: [AtTime, DataList, ListCell, RouterLink],
  template: `
    <p class="no-print">
      <a routerLink="/insights" [queryParams]="back()">Insights</a>
    </p>
    <h1 tabindex="-1">{{ title() }}</h1>
    <p class="meta">{{ under() }}</p>
    <sc-data-list
      [label]="title()"
      [noun]="figure().noun"
      [columns]="columns()"
      [page]="list.value()"
      [query]="address.query()"
      [loading]="list.busy()"
      [problem]="list.problem()"
      [rowId]="idOf"
      emptyWords="Nothing is counted here."
      (queryChange)="address.ask($event)"
      (retry)="list.retry()"
    >
      <p empty>Choose a longer time or all hospitals under <a routerLink="/insights">Insights</a>.</p>
      <ng-template scCell="what" [scCellOf]="list.value()" let-row>
        <a class="row-link" [routerLink]="linkOf(row)">{{ nameOf(row) }}</a>
      </ng-template>
      <ng-template scCell="reference" [scCellOf]="list.value()" let-row>{{ row.reference }}</ng-template>
      <ng-template scCell="hospital" [scCellOf]="list.value()" let-row>{{ hospitalOf(row) }}</ng-template>
      <ng-template scCell="at" [scCellOf]="list.value()" let-row>
        @if (name() === 'contacts') {
          {{ row.at === null ? 'Never' : dayOf(row.at) }}
        } @else if (row.at !== null) {
          <sc-at-time [at]="row.at" />
        }
      </ng-template>
      <ng-template scCell="part" [scCellOf]="list.value()" let-row>{{ partOf(row) }}</ng-template>
      <ng-template scCell="minutes" [scCellOf]="list.value()" let-row>{{
        row.minutes === null ? 'None' : row.minutes + ' min'
      }}</ng-template>
    </sc-data-list>
  `,
})
export class FigureListPage {
  private readonly api = inject(Api);
  protected readonly address = listAddress({ sort: '' }, ['figure', 'part', 'start', 'bin', 'hospital', 'from', 'to']);
  protected readonly name = computed<FigureName>(() => {
    const { figure } = this.address.filters();
    return figure in FIGURES ? (figure as FigureName) : 'attendances';
  });
  protected readonly figure = computed<Figure>(() => FIGURES[this.name()]);
  protected readonly list = fetchedFor(
    () => ({ figure: this.name(), filters: this.address.filters(), query: this.address.query() }),
    ({ figure, filters: { figure: _, ...filters }, query: { page, size } }) =>
      this.api.call('GET insights/figures/:figure/list', {
        params: { figure },
        query: { ...filters, page, rows: size },
      }),
  );
  protected readonly columns = computed<ListColumn[]>(() => [
    { id: 'what', word: this.name() === 'contacts' ? 'Number of' : 'Child', phone: 'lead' },
    ...(this.name() === 'contacts' ? [] : [{ id: 'reference', word: 'Reference', phone: 'line' as const }]),
    { id: 'hospital', word: 'Hospital', phone: 'line' },
    { id: 'at', word: WHEN[this.name()], phone: 'line' },
    { id: 'part', word: 'Counts as', phone: 'line' },
    ...(this.figure().minutes === null ? [] : [{ id: 'minutes', word: 'Took', phone: 'line' as const }]),
  ]);
  protected readonly title = computed(() => {
    const { part, start, bin } = this.address.filters();
    const { word, parts, by, bins } = this.figure();
    const at =
      start === '' || by === null ? [] : [by === 'week' ? `week from ${startWords(start, by)}` : startWords(start, by)];
    const column = bins?.names[bin] === undefined ? [] : [bins.names[bin]];
    return [word, ...(parts[part] ? [parts[part].toLowerCase()] : []), ...column, ...at].join(', ');
  });
  protected readonly under = computed(() => {
    const found = this.list.value();
    if (found === null) return '';
    const { hospital } = this.address.filters();
    const place = hospital === '' ? 'All hospitals' : hospitalWords(this.name(), found.hospital);
    return this.figure().by === null
      ? `${place}, as they are today.`
      : `${place}, ${shortDate(found.from)} to ${shortDate(found.to)}.`;
  });
  protected readonly back = computed(() => {
    const { from, to } = this.address.filters();
    return { from: from || null, to: to || null };
  });
  protected readonly idOf = ({ row }: FigureRow): string => row;

  protected nameOf({ patient, label, reference }: FigureRow): string {
    if (patient) return formalName(patient);
    return this.name() === 'contacts' ? (label ?? '') : `${label ?? reference ?? ''}, not matched to a record`;
  }

  protected linkOf({ id, hospital }: FigureRow): string[] {
    if (this.name() === 'requests') return ['/requests', id];
    return this.name() === 'contacts' ? ['/hospitals', hospital?.id ?? ''] : ['/alerts', id];
  }

  protected hospitalOf({ hospital }: FigureRow): string {
    return hospitalWords(this.name(), hospital);
  }

  protected partOf({ part }: FigureRow): string {
    return this.figure().parts[part] ?? part;
  }

  protected dayOf(at: string): string {
    return shortDate(londonDate(new Date(at)));
  }
}

const WHEN: Readonly<Record<FigureName, string>> = {
  attendances: 'Arrived',
  acknowledged: 'Alert opened',
  first_treatment: 'Arrived',
  open_access: 'Arrived',
  load_by_hour: 'Told',
  load_by_person: 'Told',
  acted_on: 'Alert opened',
  requests: 'Done or due',
  contacts: 'Last checked',
};
