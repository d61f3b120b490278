import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ChangedNotices, NoticeOfPatient } from '@shared-care/contracts/notices/answers';
import { ageAt } from '@shared-care/domain/age';
import { byChild } from '@shared-care/domain/by-child';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { NOTICE_KINDS, type NoticeKind } from '@shared-care/domain/notices';
import { formalName } from '@shared-care/domain/patient-name';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { BulkNotices } from './bulk-notices';
import { NoticeLine } from './notice-line';

interface ChildInList {
  patient: NoticeOfPatient['patient'];
  notices: NoticeOfPatient[];
}

/** What nobody has dealt with yet, each child once. */
@Component({
  selector: 'sc-notice-list',
  imports: [
    BulkNotices,
    DataList,
    FilterChips,
    ListCell,
    MatButtonModule,
    NhsNumber,
    NoticeLine,
    ProblemNote,
    RouterLink,
  ],
  template: `
    <h1 tabindex="-1">Notices</h1>
    <p>Facts about records that somebody must see and settle. What a notice stops has stopped already.</p>
    <div role="status" class="done">
      @if (done(); as last) {
        {{ last.words }}
        @if (last.undo; as notices) {
          <button type="button" matButton="text" [disabled]="attempt.busy()" (click)="undo(notices)">
            Undo<span class="visually-hidden"> for {{ last.words }}</span>
          </button>
        }
      }
    </div>
    @if (attempt.problem(); as trouble) {
      <sc-problem-note lead="Nothing was changed." [problem]="trouble" />
    }
    @for (each of refused(); track each.id) {
      <p class="refused u-m-0 u-danger">{{ each.of }}: {{ each.because }}</p>
    }
    <sc-data-list
      label="Notices"
      [noun]="noun"
      [columns]="columns"
      [page]="page()"
      [query]="address.query()"
      [loading]="list.busy()"
      [problem]="list.problem()"
      [filtered]="address.filtered()"
      [emptyWords]="'Nothing waits to be dealt with. Last checked ' + checkedAt() + '.'"
      (queryChange)="address.ask($event)"
      (clearFilters)="address.clear()"
      (retry)="list.retry()"
      [selectable]="mayWrite"
      [rowId]="childId"
      [rowName]="childName"
      [(selected)]="ticked"
    >
      <sc-bulk-notices bulk [chosen]="chosen()" (done)="several($event)" />
      <p empty>
        Something has happened to a child? <a routerLink="/patients">Find the child</a> and write it down under Family.
      </p>
      <sc-filter-chips
        filters
        label="Kind of notice"
        class="no-print"
        [all]="all()"
        [options]="kinds()"
        [value]="address.filters().kind"
        (valueChange)="address.filter({ kind: $event })"
      />
      <ng-template scCell="name" [scCellOf]="page()" let-row>
        <a class="row-link" [routerLink]="['/patients', row.patient.id, 'family']">{{ name(row.patient) }}</a>
        <div class="meta">
          <sc-nhs-number [digits]="row.patient.nhsNumber" [status]="row.patient.nhsNumberStatus" />,
          {{ age(row.patient.birthDate) }}
        </div>
      </ng-template>
      <ng-template scCell="raised" [scCellOf]="page()" let-row>
        @for (notice of row.notices; track notice.id) {
          <sc-notice-line class="above u-relative u-z-1" [notice]="notice" (saved)="list.refresh()" />
        }
      </ng-template>
    </sc-data-list>
  `,
  styles: `
    .done:not(:empty) {
      font-weight: 600;
    }
    .above + .above {
      margin-block-start: 0.75rem;
      padding-block-start: 0.75rem;
      border-block-start: 1px solid var(--sc-border);
    }
  `,
})
export class NoticeListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly address = listAddress({ sort: 'raised' }, ['kind']);
  protected readonly list = fetchedNow(
    () => this.api.call('GET notices', { query: this.address.asked() }),
    () => this.address.asked(),
  );
  protected readonly page = computed(() => {
    const list = this.list.value();
    if (list === null) return null;
    const children = byChild(list.running, ({ patient }) => patient);
    const rows: ChildInList[] = children.map((notices: NoticeOfPatient[]) => ({
      patient: notices[0]!.patient,
      notices,
    }));
    return { rows, total: list.total, all: list.all };
  });
  protected readonly attempt = new Attempt();
  protected readonly mayWrite = inject(SessionStore).may('notice', 'write');
  protected readonly childId = ({ patient }: ChildInList): string => patient.id;
  protected readonly childName = ({ patient }: ChildInList): string => formalName(patient);
  protected readonly ticked = signal<ReadonlySet<string>>(new Set());
  /** Every notice of a ticked child on this page. */
  protected readonly chosen = computed(() =>
    (this.page()?.rows ?? []).filter(({ patient }) => this.ticked().has(patient.id)).flatMap(({ notices }) => notices),
  );
  protected readonly done = signal<{ words: string; undo: ChangedNotices['done'] | null } | null>(null);
  protected readonly refused = signal<{ id: string; of: string; because: string }[]>([]);
  protected readonly noun = { one: 'child', many: 'children' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Child', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'raised', word: 'Notice', sort: { up: 'latest first', down: 'longest first' } },
  ];
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly name = formalName;
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.list.value()?.all }));
  protected readonly kinds = computed(() => {
    const counts = this.list.value()?.counts ?? {};
    return (Object.keys(NOTICE_KINDS) as NoticeKind[])
      .filter((kind) => counts[kind] !== undefined || kind === this.address.filters().kind)
      .map((kind) => ({ value: kind, word: NOTICE_KINDS[kind], count: counts[kind] ?? 0 }));
  });

  constructor() {
    // What is on no page in view is not ticked: the number in words is that of the notices that are dealt with.
    effect(() => {
      this.address.asked();
      untracked(() => this.ticked.set(new Set()));
    });
  }

  protected several({ done, refused }: ChangedNotices): void {
    const of = new Map(this.chosen().map(({ id, patient }) => [id, formalName(patient)]));
    this.refused.set(refused.map((each) => ({ ...each, of: of.get(each.id) ?? 'A notice' })));
    this.ticked.set(new Set());
    const words = `${done.length} of ${done.length + refused.length} dealt with.`;
    this.done.set({ words, undo: done.length === 0 ? null : done });
    void this.list.refresh();
  }

  protected async undo(notices: ChangedNotices['done']): Promise<void> {
    const answer = await this.attempt.run(() => this.api.call('POST notices/show', { body: { notices } }));
    if (answer === null) return;
    this.refused.set(answer.refused.map((each) => ({ ...each, of: 'A notice' })));
    this.done.set({ words: `${answer.done.length} of ${notices.length} shown again.`, undo: null });
    void this.list.refresh();
  }

  protected age(birthDate: string): string {
    return ageAt(birthDate, this.today());
  }
}
