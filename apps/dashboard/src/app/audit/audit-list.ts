import { Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { USER_AUDIT_KINDS } from '@shared-care/contracts/audit/shapes';
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
import { auditWords } from './audit-words';

/** Who looked at one child, or what one user did: newest first, page by page, all of it in the address. */
@Component({
  selector: 'sc-audit-list',
  host: { class: 'u-block' },
  imports: [MatButton, AtTime, AuditFilters, DataList, ListCell, RouterLink],
  templateUrl: './audit-list.html',
})
export class AuditList {
  readonly of = input.required<'patients' | 'users'>();
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  protected readonly address = listAddress({ sort: 'when', size: 50 }, ['since', 'until', 'kind', 'userId']);

  private readonly asked = computed(() => {
    const { since, until, kind } = this.address.filters();
    return asked(since, until, { kind: this.of() === 'users' ? kind : undefined });
  });
  protected readonly fetched = fetchedFor(
    () => ({
      of: this.of(),
      id: this.id(),
      params: { ...this.asked(), page: this.address.query().page, rows: this.address.query().size },
    }),
    ({ of, id, params }) =>
      of === 'patients'
        ? this.api.call('GET audit/patients/:id', { params: { id }, query: params })
        : this.api.call('GET audit/users/:id', { params: { id }, query: params }),
  );
  protected readonly page = computed(() => {
    const page = this.fetched.value();
    return page === null ? null : { rows: page.lines, total: page.total, all: page.all };
  });
  protected readonly noun = { one: 'line', many: 'lines' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'when', word: 'When', phone: 'lead' },
    { id: 'who', word: 'Who' },
    { id: 'what', word: 'What' },
    { id: 'from', word: 'From' },
  ];
  protected readonly title = computed(() =>
    this.of() === 'patients' ? 'Who looked at this child' : 'What this user did',
  );
  protected readonly exportAddress = computed(
    () => `${API}/audit/${this.of()}/${this.id()}/export?${new URLSearchParams(this.asked()).toString()}`,
  );
  protected readonly kinds = Object.entries(USER_AUDIT_KINDS);
  protected readonly words = auditWords;
  protected readonly roles = ROLES;
}
