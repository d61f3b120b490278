import { Component, computed, inject, linkedSignal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { UnusualPage } from '@shared-care/contracts/audit/answers';
import { UNUSUAL_DAYS, UNUSUAL_KINDS } from '@shared-care/contracts/audit/shapes';
import { API } from '@shared-care/contracts/routes';
import { ROLES } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { listAddress } from '../core/list-address';
import { asked } from './audit-filter';
import { AuditFilters } from './audit-filters';

/** What somebody should ask about. A line here is a question, not a finding. */
@Component({
  selector: 'sc-unusual-access',
  host: { class: 'u-block' },
  imports: [MatButton, AtTime, AuditFilters, DataList, ListCell, RouterLink],
  templateUrl: './unusual-access.html',
})
export class UnusualAccessPage {
  private readonly api = inject(Api);
  protected readonly address = listAddress({ sort: 'when', size: 50 }, ['since', 'until', 'kind', 'userId']);
  private readonly asked = computed(() => {
    const { since, until, kind, userId } = this.address.filters();
    return asked(since, until, { kind, userId });
  });
  protected readonly fetched = fetchedFor(
    () => ({ ...this.asked(), page: this.address.query().page, rows: this.address.query().size }),
    (params) => this.api.call('GET audit/unusual', { query: params }),
  );
  protected readonly page = computed(() => {
    const page = this.fetched.value();
    // How many there are is of the asked time: with one, that is no number of all.
    const { since, until } = this.address.filters();
    const timed = since !== '' || until !== '';
    return page === null ? null : { rows: page.lines, total: page.total, ...(timed ? {} : { all: page.all }) };
  });
  protected readonly noun = { one: 'line', many: 'lines' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'when', word: 'Last', phone: 'lead' },
    { id: 'who', word: 'Who' },
    { id: 'what', word: 'What' },
  ];
  /** Kept while the next answer is on its way, so that the list of people does not empty under the pointer. */
  protected readonly people = linkedSignal<UnusualPage | null, UnusualPage['people']>({
    source: this.fetched.value,
    computation: (page, previous) => page?.people ?? previous?.value ?? [],
  });
  protected readonly who = computed(() => {
    const chosen = this.address.filters().userId;
    const missing = chosen !== '' && !this.people().some(({ id }) => id === chosen);
    return [...(missing ? [{ id: chosen, name: 'The person chosen: no line in this time' }] : []), ...this.people()];
  });
  protected readonly exportAddress = computed(
    () => `${API}/audit/unusual/export?${new URLSearchParams(this.asked()).toString()}`,
  );
  protected readonly days = UNUSUAL_DAYS;
  protected readonly kinds = UNUSUAL_KINDS;
  protected readonly kindList = Object.entries(UNUSUAL_KINDS);
  protected readonly roles = ROLES;
}
