import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { RouterLink } from '@angular/router';
import type { DirectoryHospital } from '@shared-care/contracts/hospitals/answers';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { listAddress, pageHere } from '../core/list-address';
import { SessionStore } from '../core/session-store';
import { PublishedHospitalList } from './published-hospitals';
import { StaleNumbers } from './stale-numbers';

const FILTERS = {
  verify: { words: 'Needs verification', keeps: (hospital: DirectoryHospital) => hospital.contacts.tasks > 0 },
  waiting: { words: 'A change waits', keeps: (hospital: DirectoryHospital) => hospital.contacts.waiting > 0 },
  consultant: {
    words: 'No link consultant',
    keeps: (hospital: DirectoryHospital) => hospital.networkRole !== 'hub' && hospital.linkConsultants.length === 0,
  },
  closing: { words: 'Closing', keeps: (hospital: DirectoryHospital) => hospital.closing },
} as const;
type Filter = keyof typeof FILTERS;

/** Every hospital that shares our children's care; what is looked for is all in the address. */
@Component({
  selector: 'sc-hospital-directory',
  host: { class: 'u-block' },
  imports: [
    DataList,
    Field,
    FilterChips,
    ListCell,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    OnDate,
    Phone,
    PublishedHospitalList,
    RouterLink,
    StaleNumbers,
  ],
  templateUrl: './hospital-directory.html',
  styleUrl: './hospital-directory.scss',
})
export class HospitalDirectoryPage {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  protected readonly address = listAddress({ sort: 'name' }, ['q', 'town', 'show']);
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET hospitals/directory'),
    (live) => live.changed('hospitals'),
  );
  protected readonly noun = { one: 'hospital', many: 'hospitals' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Hospital', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'ed', word: 'Emergency department' },
    { id: 'contacts', word: 'Numbers', sort: { up: 'fewest to ring first', down: 'most to ring first' } },
    { id: 'consultant', word: 'Link consultant' },
    { id: 'factor', word: 'Factor held' },
    { id: 'children', word: 'Children', sort: { up: 'fewest first', down: 'most first' } },
  ];
  private readonly filter = computed<Filter | null>(() => {
    const { show } = this.address.filters();
    return show in FILTERS ? (show as Filter) : null;
  });
  protected readonly towns = computed(() =>
    [
      ...new Set((this.fetched.value()?.hospitals ?? []).map(({ town }) => town).filter((town) => town !== null)),
    ].sort(),
  );
  /** What words and town leave; the chips count in it. */
  private readonly found = computed(() => {
    const { q, town } = this.address.filters();
    const words = folded(q).split(' ');
    return (this.fetched.value()?.hospitals ?? []).filter(
      (hospital) => (town === '' || hospital.town === town) && words.every((word) => searched(hospital).includes(word)),
    );
  });
  protected readonly page = computed(() => {
    const all = this.fetched.value()?.hospitals;
    if (all === undefined) return null;
    const filter = this.filter();
    const matching = filter === null ? this.found() : this.found().filter(FILTERS[filter].keeps);
    return pageHere(all, matching, this.address.query(), {
      name: ({ name }) => name,
      contacts: ({ contacts }) => contacts.tasks,
      children: ({ figures }) => figures?.children ?? null,
    });
  });
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.found().length }));
  protected readonly filters = computed(() =>
    Object.entries(FILTERS).map(([value, { words, keeps }]) => ({
      value,
      word: words,
      count: this.found().filter(keeps).length,
    })),
  );
}

function searched({ name, town, odsCode, trustName, postcode, linkConsultants }: DirectoryHospital): string {
  return folded([name, town, odsCode, trustName, postcode, ...linkConsultants].join(' '));
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}
