import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  ElementRef,
  Injectable,
  booleanAttribute,
  computed,
  contentChildren,
  inject,
  input,
  model,
  output,
  signal,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatPaginatorIntl, MatPaginatorModule, type PageEvent } from '@angular/material/paginator';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { MatSelectModule } from '@angular/material/select';
import { MatSortModule, type Sort } from '@angular/material/sort';
import { MatTableModule } from '@angular/material/table';
import type { Problem } from '@shared-care/contracts/problem';
import { OUTLINED_FIELDS } from '../field/outlined-fields';
import { type Loadable, LoadState } from '../load-state/load-state';
import { ListCell } from './list-cell';
import {
  type ListColumn,
  type ListNoun,
  type ListPage,
  type ListQuery,
  listInWords,
  rangeInWords,
  type RowKey,
} from './list-state';

const CHOOSE = 'choose';
let instances = 0;

@Injectable()
class PagerWords extends MatPaginatorIntl {
  override itemsPerPageLabel = 'Rows';
  override nextPageLabel = 'Next page';
  override previousPageLabel = 'Previous page';
  override getRangeLabel = rangeInWords;
}

/**
 * A list: total and order in words, a sortable table (cards on a phone), pages, and all its states: loading, failed,
 * empty, nothing that matches. It holds nothing: the page gives it one page of rows and the query, usually from
 * `listAddress()` of the shell, so that sort, page and filters stand in the address.
 *
 *     <sc-data-list label="Children" [noun]="{ one: 'child', many: 'children' }" [columns]="columns" [page]="page()"
 *       [query]="address.query()" [loading]="busy()" [problem]="problem()" [filtered]="address.filtered()"
 *       (queryChange)="address.ask($event)" (clearFilters)="address.clear()" (retry)="load()">
 *       <div filters>…</div>
 *       <ng-template scCell="name" [scCellOf]="page()" let-row><a class="row-link" …>{{ row.name }}</a></ng-template>
 *       <p empty>What to do when there are none</p>
 *     </sc-data-list>
 *
 * A link with the class `row-link` makes its whole row a target. With `selectable`, `rowId` and `rowName`, rows can be
 * ticked, with Shift all from the last one; what stands in `[bulk]` shows from the first tick. A sorted, unpaged list
 * gives `[paged]="false"`. With `walked`, rows take the focus one by one (arrows, Home, End; `focusRow` for other keys),
 * and `rowKey` tells of every further key pressed in one.
 */
@Component({
  selector: 'sc-data-list',
  host: { class: 'u-measured' },
  imports: [
    LoadState,
    NgTemplateOutlet,
    MatButtonModule,
    MatCheckboxModule,
    MatFormFieldModule,
    MatPaginatorModule,
    MatProgressBarModule,
    MatSelectModule,
    MatSortModule,
    MatTableModule,
  ],
  providers: [{ provide: MatPaginatorIntl, useClass: PagerWords }, OUTLINED_FIELDS],
  templateUrl: './data-list.html',
  styleUrl: './data-list.scss',
})
export class DataList<Row> {
  /** What a screen reader calls the table. */
  readonly label = input.required<string>();
  readonly noun = input.required<ListNoun>();
  readonly columns = input.required<readonly ListColumn[]>();
  /** Null until the first answer. */
  readonly page = input.required<ListPage<Row> | null>();
  readonly query = input<ListQuery>({ sort: '', descending: false, page: 1, size: 25 });
  readonly loading = input(false);
  readonly problem = input<Problem | null>(null);
  /** True while a filter is set: "none match" then differs from "there are none". */
  readonly filtered = input(false);
  readonly paged = input(true, { transform: booleanAttribute });
  readonly emptyWords = input<string>();
  readonly selectable = input(false, { transform: booleanAttribute });
  readonly rowId = input<(row: Row) => string>((row) => String((row as { id?: unknown }).id));
  /** What a row is called beside its box. */
  readonly rowName = input<(row: Row) => string>(() => 'this row');
  /** Rows that are to stand out, as they are late. */
  readonly rowLate = input<(row: Row) => boolean>(() => false);
  readonly walked = input(false, { transform: booleanAttribute });
  /** Ids of the ticked rows. */
  readonly selected = model<ReadonlySet<string>>(new Set());

  readonly queryChange = output<ListQuery>();
  readonly clearFilters = output();
  readonly retry = output();
  readonly rowKey = output<RowKey<Row>>();

  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly current = signal(0);
  private lastTicked: number | null = null;
  private readonly cells = contentChildren<ListCell<Row>>(ListCell);
  protected readonly CHOOSE = CHOOSE;
  protected readonly sortedId = `sc-list-sorted-${++instances}`;
  protected readonly emptySet: ReadonlySet<string> = new Set();
  protected readonly sizes = [10, 25, 50, 100];
  protected readonly state: Loadable = {
    value: () => this.page(),
    problem: () => this.problem(),
    retry: () => this.retry.emit(),
  };
  protected readonly templates = computed(() => new Map(this.cells().map((cell) => [cell.scCell(), cell.template])));
  protected readonly shown = computed(() => [
    ...(this.selectable() ? [CHOOSE] : []),
    ...this.columns().map((column) => column.id),
  ]);
  protected readonly sortable = computed(() => this.columns().filter((column) => column.sort !== undefined));
  /** The one row that Tab comes to. */
  protected readonly stop = computed(() => Math.min(this.current(), (this.page()?.rows.length ?? 0) - 1));
  /** Shift was held when the pointer went down on a box. */
  protected shifted = false;
  protected readonly words = computed(() => {
    const page = this.page();
    return page === null ? '' : listInWords(page, this.noun(), this.query(), this.columns());
  });
  protected readonly ticked = computed(() => (this.page()?.rows ?? []).filter((row) => this.isTicked(row)).length);
  /** The order as one word, for the box that a phone has in place of column heads. */
  protected readonly order = computed(() => `${this.query().sort} ${this.query().descending ? 'down' : 'up'}`);

  protected isTicked(row: Row): boolean {
    return this.selected().has(this.rowId()(row));
  }

  /** Ticks one row, or with `range` all from the one ticked last. */
  tick(index: number, on: boolean, range = false): void {
    const last = range && this.lastTicked !== null ? this.lastTicked : index;
    this.choose((this.page()?.rows ?? []).slice(Math.min(last, index), Math.max(last, index) + 1), on);
    this.lastTicked = index;
  }

  /** False when there is no such row. */
  focusRow(index: number): boolean {
    const rows = this.host.nativeElement.querySelectorAll<HTMLElement>('tr[data-row]');
    const row = rows[index];
    if (row === undefined) return false;
    this.current.set(index);
    row.focus();
    return true;
  }

  protected onRow(index: number): void {
    this.current.set(index);
  }

  protected press(event: KeyboardEvent): void {
    const rows = this.page()?.rows ?? [];
    const index = this.stop();
    const row = rows[index];
    if (!this.walked() || row === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof HTMLElement) || event.target.closest('tr[data-row]') === null) return;
    const onRow = event.target.matches('tr');
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
    };
    const to = onRow ? moves[event.key] : undefined;
    if (to === undefined) this.rowKey.emit({ event, row, index, onRow });
    else if (this.focusRow(to)) event.preventDefault();
  }

  protected tickPage(on: boolean): void {
    this.choose(this.page()?.rows ?? [], on);
  }

  protected sort({ active, direction }: Sort): void {
    this.queryChange.emit({ ...this.query(), sort: active, descending: direction === 'desc', page: 1 });
  }

  protected sortBy(order: string): void {
    const [sort = '', direction] = order.split(' ');
    this.queryChange.emit({ ...this.query(), sort, descending: direction === 'down', page: 1 });
  }

  protected turn({ pageIndex, pageSize }: PageEvent): void {
    const resized = pageSize !== this.query().size;
    this.queryChange.emit({ ...this.query(), page: resized ? 1 : pageIndex + 1, size: pageSize });
    // Reading goes on at the top of the next page.
    this.host.nativeElement.scrollIntoView({ block: 'start' });
  }

  private choose(rows: readonly Row[], on: boolean): void {
    const selected = new Set(this.selected());
    for (const row of rows) {
      if (on) selected.add(this.rowId()(row));
      else selected.delete(this.rowId()(row));
    }
    this.selected.set(selected);
  }
}
