import { Component, computed, effect, inject, input, model, signal, untracked } from '@angular/core';
import { MatChipsModule } from '@angular/material/chips';
import { RouterLink } from '@angular/router';
import type { ImportRow, PatientImportPage } from '@shared-care/contracts/patient-imports/answers';
import { shortDate } from '@shared-care/domain/london-time';
import { formatNhsNumber } from '@shared-care/domain/nhs-number';
import { formalName } from '@shared-care/domain/patient-name';
import { CHOOSABLE, IMPORT_OUTCOMES, type ImportOutcome } from '@shared-care/domain/patient-list';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn, ListQuery } from '@shared-care/ui/data-list/list-state';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';

const ROWS_A_PAGE = 50;

/** What becomes, or became, of each line; rows that can be brought in may be ticked. */
@Component({
  selector: 'sc-import-report',
  imports: [DataList, ListCell, MatChipsModule, RouterLink],
  template: `
    <mat-chip-listbox
      class="u-mt-2 u-mb-2"
      aria-label="Show rows"
      [value]="outcome() ?? 'all'"
      [hideSingleSelectionIndicator]="true"
      (change)="show($event.value)"
    >
      <mat-chip-option value="all">All {{ all() }}</mat-chip-option>
      @for (one of outcomes(); track one.outcome) {
        <mat-chip-option [value]="one.outcome">{{ one.word }} {{ one.count }}</mat-chip-option>
      }
    </mat-chip-listbox>
    <sc-data-list
      label="Rows of the list"
      [noun]="{ one: 'row', many: 'rows' }"
      [columns]="columns"
      [page]="page()"
      [query]="query()"
      [loading]="rows.busy()"
      [problem]="rows.problem()"
      [filtered]="outcome() !== null"
      [selectable]="selectable() && mayChoose()"
      [rowId]="idOf"
      [rowName]="nameOf"
      [(selected)]="selected"
      (queryChange)="turn($event)"
      (clearFilters)="show('all')"
      (retry)="rows.retry()"
    >
      <ng-template scCell="line" [scCellOf]="page()" let-row>{{ row.line }}</ng-template>
      <ng-template scCell="child" [scCellOf]="page()" let-row>
        @if (row.patientId) {
          <a [routerLink]="['/patients', row.patientId]">{{ nameOf(row) }}</a>
        } @else {
          {{ nameOf(row) }}
        }
        <span class="meta u-block">
          {{ row.birthDate ? date(row.birthDate) : 'Birth date not read' }}
          @if (row.nhsNumber) {
            · {{ number(row.nhsNumber) }}
          }
        </span>
      </ng-template>
      <ng-template scCell="outcome" [scCellOf]="page()" let-row>
        <strong [class.bad]="bad(row)">{{ words[row.outcome] }}</strong>
      </ng-template>
      <ng-template scCell="because" [scCellOf]="page()" let-row>
        @for (told of row.told; track $index) {
          <p class="u-mb-1">{{ told }}</p>
        }
        @for (one of row.similar; track one.id) {
          <p class="u-mb-1">
            <a [routerLink]="['/patients', one.id]">{{ formal(one) }}</a>, {{ date(one.birthDate) }}
          </p>
        }
        @for (doubt of row.doubts; track $index) {
          <p class="meta u-mb-1 u-block">{{ doubt }}</p>
        }
      </ng-template>
    </sc-data-list>
  `,
  styles: `
    mat-chip-listbox {
      display: block;
    }
    .bad {
      color: var(--sc-danger);
    }
  `,
})
export class ImportReport {
  readonly list = input.required<PatientImportPage>();
  readonly selectable = input(false);
  /** Lines, as text. */
  readonly selected = model<ReadonlySet<string>>(new Set());

  private readonly api = inject(Api);
  protected readonly words = IMPORT_OUTCOMES;
  protected readonly date = shortDate;
  protected readonly number = formatNhsNumber;
  protected readonly formal = formalName;
  protected readonly outcome = signal<ImportOutcome | null>(null);
  private readonly at = signal(1);
  protected readonly query = computed<ListQuery>(() => ({
    sort: '',
    descending: false,
    page: this.at(),
    size: ROWS_A_PAGE,
  }));
  protected readonly rows = new Fetched(() =>
    this.api.call('GET patient-imports/:id/rows', {
      params: { id: this.list().id },
      query: { page: this.at(), outcome: this.outcome() },
    }),
  );
  protected readonly page = computed(() => this.rows.value());
  protected readonly all = computed(() => Object.values(this.list().counts).reduce((sum, count) => sum + count, 0));
  protected readonly outcomes = computed(() =>
    (Object.keys(IMPORT_OUTCOMES) as ImportOutcome[]).flatMap((outcome) => {
      const count = this.list().counts[outcome];
      return count ? [{ outcome, count, word: IMPORT_OUTCOMES[outcome] }] : [];
    }),
  );
  /** Boxes stand only beside rows that can be brought in. */
  protected readonly mayChoose = computed(() => {
    const outcome = this.outcome();
    return outcome !== null && CHOOSABLE.includes(outcome);
  });
  protected readonly columns: readonly ListColumn[] = [
    { id: 'line', word: 'Line' },
    { id: 'child', word: 'Child', phone: 'lead' },
    { id: 'outcome', word: 'Outcome' },
    { id: 'because', word: 'Because' },
  ];
  protected readonly idOf = (row: ImportRow): string => String(row.line);
  protected readonly nameOf = (row: ImportRow): string => formalName({ ...row, title: null }) || 'Name not read';

  constructor() {
    // What became of the rows changes with the version of the list.
    effect(() => {
      this.list();
      this.outcome();
      this.at();
      untracked(() => void this.rows.retry());
    });
  }

  protected show(outcome: ImportOutcome | 'all' | undefined): void {
    this.outcome.set(outcome === undefined || outcome === 'all' ? null : outcome);
    this.at.set(1);
  }

  protected turn({ page }: ListQuery): void {
    this.at.set(page);
  }

  protected bad({ outcome }: ImportRow): boolean {
    return outcome === 'problem' || outcome === 'kept';
  }
}
