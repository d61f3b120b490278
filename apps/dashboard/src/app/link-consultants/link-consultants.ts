import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LinkConsultantList, ListedLinkConsultant } from '@shared-care/contracts/link-consultants/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { AddConsultantForm } from './add-consultant-form';
import { CoverForm } from './cover-form';
import { LeavingDateForm } from './leaving-date-form';

/** Everybody whom links name: when they are in post, who covers, who leaves and what is then to decide. */
@Component({
  selector: 'sc-link-consultants',
  imports: [
    AddConsultantForm,
    AtTime,
    CoverForm,
    EmptyState,
    LeavingDateForm,
    OnDate,
    LoadState,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './link-consultants.html',
  styleUrl: './link-consultants.scss',
})
export class LinkConsultantsPage {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET link-consultants'),
    (live) => live.changed('patients'),
  );
  protected readonly list = this.fetched.value;
  protected readonly query = signal('');
  protected readonly only = signal<'all' | 'leaving' | 'away'>('all');
  protected readonly editing = signal<{ id: string; what: 'leaving' | 'cover' } | null>(null);
  protected readonly adding = signal(false);
  protected readonly said = signal('');
  protected readonly about = signal<string | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly views = [
    ['all', 'All'],
    ['leaving', 'Leaving'],
    ['away', 'Away or to be away'],
  ] as const;
  protected readonly moves = computed(() => this.session.may('sharedCareLink', 'change'));
  protected readonly found = computed(() => {
    const words = this.query().toLowerCase().split(/\s+/).filter(Boolean);
    return (this.list()?.consultants ?? []).filter(
      (one) =>
        (this.only() === 'all' || (this.only() === 'leaving' ? one.toOn !== null : one.coveredBy.length > 0)) &&
        words.every((word) => `${one.name} ${one.hospital.name}`.toLowerCase().includes(word)),
    );
  });

  protected isEditing(one: ListedLinkConsultant, what: 'leaving' | 'cover'): boolean {
    const editing = this.editing();
    return editing?.id === one.id && editing.what === what;
  }

  protected took(list: LinkConsultantList, words: string): void {
    this.fetched.take(list);
    this.editing.set(null);
    this.adding.set(false);
    this.said.set(words);
  }

  protected async endCover(one: ListedLinkConsultant, cover: { id: string; version: number }): Promise<void> {
    this.about.set(one.id);
    const list = await this.attempt.run(() =>
      this.api.call('POST covers/:id/end', { params: { id: cover.id }, body: { version: cover.version } }),
    );
    if (list === null) return void this.fetched.refresh();
    this.took(list, `The cover for ${one.name} has ended.`);
  }
}
