import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import { RouterLink } from '@angular/router';
import type { BoardChild, BoardLine, BoardRow } from '@shared-care/contracts/open-access/answers';
import {
  BOARD_ATTENDANCE_DAYS,
  BOARD_REASONS,
  CLOSED_WITHIN_WORKING_DAYS,
  type BoardReason,
} from '@shared-care/contracts/open-access/shapes';
import { ageAt } from '@shared-care/domain/age';
import { longDate, londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ExportLink } from '../core/export-link';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { BoardLineView, renewableOf } from './board-line';
import { BulkRenew } from './bulk-renew';

const MONTHS_OFFERED = 14;

/** Everything about open access that needs somebody: due, waiting, missing, not held; with the figures of H8. */
@Component({
  selector: 'sc-review-board',
  host: { class: 'u-block' },
  imports: [
    ExportLink,
    BoardLineView,
    BulkRenew,
    DataList,
    Field,
    FilterChips,
    ListCell,
    MatButtonModule,
    MatFormFieldModule,
    MatSelectModule,
    NhsNumber,
    RouterLink,
  ],
  templateUrl: './review-board.html',
  styleUrl: './review-board.scss',
})
export class ReviewBoardPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  /** Filters stand in the address, so that a filtered board can be kept and sent. */
  protected readonly address = listAddress({ sort: 'reason' }, ['hospital', 'month', 'reason']);
  protected readonly asked = computed(() => {
    const { hospital: _, ...asked } = this.address.asked();
    return { ...asked, hospitalId: this.address.filters().hospital };
  });
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET open-access/children', { query: this.asked() }),
    (live) => {
      this.address.asked();
      live.changed('patients');
    },
  );
  protected readonly board = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly nowWords = computed(() => `${shortDate(this.today())} ${londonTime(this.clock.now())}`);
  protected readonly checkedAt = computed(() => londonTime(new Date(this.board()?.now ?? this.clock.now())));
  protected readonly noun = { one: 'child', many: 'children' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Child', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'reason', word: 'What is open', sort: { up: 'most pressing first', down: 'least pressing first' } },
  ];
  protected readonly name = formalName;
  protected readonly hospitalName = computed(
    () => this.board()?.hospitals.find(({ id }) => id === this.address.filters().hospital)?.name ?? 'all hospitals',
  );
  protected readonly months = computed(() => {
    const [year, month] = this.today().split('-').map(Number) as [number, number];
    return Array.from({ length: MONTHS_OFFERED }, (_, index) => {
      const place = month - 3 + index;
      const value = `${year + Math.floor(place / 12)}-${String((((place % 12) + 12) % 12) + 1).padStart(2, '0')}`;
      return { value, words: longDate(`${value}-01`).slice(2) };
    });
  });
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.board()?.all }));
  protected readonly reasons = computed(() => {
    const counts = this.board()?.counts ?? {};
    return (Object.keys(BOARD_REASONS) as BoardReason[])
      .filter((reason) => counts[reason] !== undefined || reason === this.address.filters().reason)
      .map((reason) => ({ value: reason, word: BOARD_REASONS[reason], count: counts[reason] ?? 0 }));
  });
  protected readonly percent = computed(() => {
    const figures = this.board()?.figures;
    if (!figures || figures.children === 0) return null;
    return Math.floor((figures.valid / figures.children) * 1000) / 10;
  });
  /** Children, as the list behind the figure counts; not known while another month is looked at. */
  protected readonly attended = computed(() =>
    this.address.filters().month === '' ? (this.board()?.counts.attendances ?? 0) : null,
  );
  protected readonly days = BOARD_ATTENDANCE_DAYS;
  protected readonly closedWithin = CLOSED_WITHIN_WORKING_DAYS;
  protected readonly said = signal('');

  protected readonly selected = signal<ReadonlySet<string>>(new Set());
  protected readonly rowId = ({ patient }: BoardChild): string => patient.id;
  protected readonly rowName = ({ patient }: BoardChild): string => formalName(patient);
  /** What was seen of the children that can be ticked, also on pages that were turned since. */
  private readonly seen = linkedSignal<readonly BoardChild[], ReadonlyMap<string, BoardChild>>({
    source: () => this.board()?.rows ?? [],
    computation: (rows, previous) =>
      new Map([...(previous?.value ?? []), ...rows.map((row) => [row.patient.id, row] as const)]),
  });
  /** Of the ticked children, what is due; what cannot be renewed as it is stays in, to be named. */
  protected readonly chosen = computed<readonly BoardRow[]>(() =>
    [...this.selected()].flatMap((id) =>
      (this.seen().get(id)?.lines ?? []).flatMap((line) => {
        const review = ['overdue', 'within_7', 'within_30', 'within_60', 'month'].includes(line.reason);
        return renewableOf(line) ?? (review ? [line.row as BoardRow] : []);
      }),
    ),
  );
  /** The rows that are being renewed; null while none are. */
  protected readonly bulk = signal<readonly BoardRow[] | null>(null);

  /** What ran out is due review and not valid: it is one thing to do, said once. */
  protected linesOf({ lines }: BoardChild): BoardLine[] {
    const reason = this.address.filters().reason;
    const id = (line: BoardLine): string | null => ('id' in line.row ? line.row.id : null);
    const also = (line: BoardLine, other: BoardLine['reason']): boolean =>
      id(line) !== null && lines.some((one) => one.reason === other && id(one) === id(line));
    return lines.filter((line) =>
      reason === 'gaps'
        ? !(line.reason === 'overdue' && also(line, 'gaps'))
        : !(line.reason === 'gaps' && also(line, 'overdue')),
    );
  }

  protected age({ patient }: BoardChild): string {
    return ageAt(patient.birthDate, this.today());
  }

  protected renewed(words: string): void {
    this.said.set(words);
    void this.fetched.refresh();
  }

  protected bulkDone(): void {
    this.bulk.set(null);
    this.selected.set(new Set());
    void this.fetched.retry();
  }

  protected print(): void {
    window.print();
  }
}
