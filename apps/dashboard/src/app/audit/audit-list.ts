import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { USER_AUDIT_KINDS } from '@shared-care/contracts/audit/shapes';
import { API } from '@shared-care/contracts/routes';
import { ROLES } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Field } from '@shared-care/ui/field/field';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { addressDay, addressFilter, asked } from './audit-filter';
import { auditWords } from './audit-words';

/** Who looked at one child, or what one user did: newest first, page by page, all of it in the address. */
@Component({
  selector: 'sc-audit-list',
  imports: [DayBox, Field, SelectBox, AtTime, EmptyState, LoadState, RouterLink],
  templateUrl: './audit-list.html',
  styleUrl: './audit.scss',
})
export class AuditList {
  readonly of = input.required<'patients' | 'users'>();
  readonly id = input.required<string>();
  /** Days `yyyy-mm-dd`, both included. */
  readonly since = input<string>();
  readonly until = input<string>();
  readonly before = input<string>();
  /** One of {@link USER_AUDIT_KINDS}, of a user only. */
  readonly kind = input<string>();

  private readonly api = inject(Api);

  private readonly asked = computed(() =>
    asked(this.since(), this.until(), { kind: this.of() === 'users' ? this.kind() : undefined }),
  );
  protected readonly fetched = fetchedFor(
    () => ({
      of: this.of(),
      id: this.id(),
      params: { ...this.asked(), ...(this.before() ? { before: this.before()! } : {}) },
    }),
    ({ of, id, params }) =>
      of === 'patients'
        ? this.api.call('GET audit/patients/:id', { params: { id }, query: params })
        : this.api.call('GET audit/users/:id', { params: { id }, query: params }),
  );
  protected readonly title = computed(() =>
    this.of() === 'patients' ? 'Who looked at this child' : 'What this user did',
  );
  protected readonly exportAddress = computed(
    () => `${API}/audit/${this.of()}/${this.id()}/export?${new URLSearchParams(this.asked()).toString()}`,
  );
  protected readonly filter = addressFilter();
  protected readonly filterDay = addressDay();
  protected readonly kinds = Object.entries(USER_AUDIT_KINDS);
  protected readonly words = auditWords;
  protected readonly roles = ROLES;
}
