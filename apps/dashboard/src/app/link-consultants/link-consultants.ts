import { Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import type { ListedLinkConsultant } from '@shared-care/contracts/link-consultants/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { listAddress, pageHere } from '../core/list-address';
import { SessionStore } from '../core/session-store';
import { AddConsultantForm } from './add-consultant-form';
import { CoverForm } from './cover-form';
import { LeavingDateForm } from './leaving-date-form';

const VIEWS: Readonly<Record<string, { word: string; keeps: (one: ListedLinkConsultant) => boolean }>> = {
  leaving: { word: 'Leaving', keeps: ({ toOn }) => toOn !== null },
  away: { word: 'Away or to be away', keeps: ({ coveredBy }) => coveredBy.length > 0 },
  account: { word: 'No account', keeps: ({ hasAccount, inPost }) => inPost && !hasAccount },
};

/** Everybody whom links name: when they are in post, who covers, who leaves and what is then to decide. */
@Component({
  selector: 'sc-link-consultants',
  host: { class: 'u-block' },
  imports: [
    AddConsultantForm,
    AtTime,
    CoverForm,
    DataList,
    Field,
    FilterChips,
    LeavingDateForm,
    ListCell,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    OnDate,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './link-consultants.html',
})
export class LinkConsultantsPage {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  protected readonly address = listAddress({ sort: 'name' }, ['q', 'show']);
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET link-consultants'),
    (live) => live.changed('patients'),
  );
  protected readonly list = this.fetched.value;
  protected readonly noun = { one: 'link consultant', many: 'link consultants' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Name', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'hospital', word: 'Hospital', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'post', word: 'In post', sort: { up: 'longest first', down: 'newest first' } },
    { id: 'children', word: 'Children', sort: { up: 'fewest first', down: 'most first' } },
    { id: 'act', word: 'Next step' },
  ];
  protected readonly editing = signal<{ one: ListedLinkConsultant; what: 'leaving' | 'cover' } | null>(null);
  protected readonly adding = signal(false);
  protected readonly said = signal('');
  protected readonly attempt = new Attempt();
  protected readonly moves = computed(() => this.session.may('sharedCareLink', 'change'));
  private readonly found = computed(() => {
    const words = this.address.filters().q.toLowerCase().split(/\s+/).filter(Boolean);
    return (this.list()?.consultants ?? []).filter((one) =>
      words.every((word) => `${one.name} ${one.hospital.name}`.toLowerCase().includes(word)),
    );
  });
  protected readonly page = computed(() => {
    const list = this.list();
    if (list === null) return null;
    const keeps = VIEWS[this.address.filters().show]?.keeps ?? (() => true);
    return pageHere(list.consultants, this.found().filter(keeps), this.address.query(), {
      name: ({ name }) => name.replace(/^(Dr|Prof|Mr|Ms|Mrs)\s+/, ''),
      hospital: ({ hospital }) => hospital.name,
      post: ({ fromOn }) => fromOn,
      children: ({ children }) => children,
    });
  });
  protected readonly views = computed(() =>
    Object.entries(VIEWS).map(([value, { word, keeps }]) => ({
      value,
      word,
      count: this.found().filter(keeps).length,
    })),
  );
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.found().length }));

  protected took(words: string): void {
    void this.fetched.retry();
    this.editing.set(null);
    this.adding.set(false);
    this.said.set(words);
  }

  protected async endCover(one: ListedLinkConsultant, cover: { id: string; version: number }): Promise<void> {
    await this.attempt.run(() =>
      this.api.call('POST covers/:id/end', { params: { id: cover.id }, body: { version: cover.version } }),
    );
    if (this.attempt.problem() !== null) return void this.fetched.refresh();
    this.took(`The cover for ${one.name} has ended.`);
  }
}
