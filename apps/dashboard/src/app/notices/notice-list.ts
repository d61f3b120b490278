import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { NoticeOfPatient } from '@shared-care/contracts/notices/answers';
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
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { NoticeLine } from './notice-line';

/** What nobody has dealt with yet, each child once. */
@Component({
  selector: 'sc-notice-list',
  imports: [DataList, FilterChips, ListCell, NhsNumber, NoticeLine, RouterLink],
  template: `
    <h1 tabindex="-1">Notices</h1>
    <p>Facts about records that somebody must see and settle. What a notice stops has stopped already.</p>
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
    >
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
          <sc-notice-line class="above" [notice]="notice" (saved)="list.refresh()" />
        }
      </ng-template>
    </sc-data-list>
  `,
  styles: `
    /* Words and boxes of a notice can be pressed: the link of the row lies under them. */
    .above {
      position: relative;
      z-index: 1;
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
    const rows = children.map((notices: NoticeOfPatient[]) => ({ patient: notices[0]!.patient, notices }));
    return { rows, total: list.total, all: list.all };
  });
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

  protected age(birthDate: string): string {
    return ageAt(birthDate, this.today());
  }
}
