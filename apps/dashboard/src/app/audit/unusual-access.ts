import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { UnusualPage } from '@shared-care/contracts/audit/answers';
import { UNUSUAL_DAYS, UNUSUAL_KINDS } from '@shared-care/contracts/audit/shapes';
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

/** What somebody should ask about. A line here is a question, not a finding. */
@Component({
  selector: 'sc-unusual-access',
  imports: [DayBox, Field, SelectBox, AtTime, EmptyState, LoadState, RouterLink],
  templateUrl: './unusual-access.html',
  styleUrl: './audit.scss',
})
export class UnusualAccessPage {
  /** Days `yyyy-mm-dd`, both included. */
  readonly since = input<string>();
  readonly until = input<string>();
  readonly kind = input<string>();
  readonly userId = input<string>();
  readonly before = input<string>();

  private readonly api = inject(Api);
  private readonly asked = computed(() =>
    asked(this.since(), this.until(), { kind: this.kind(), userId: this.userId() }),
  );
  protected readonly fetched = fetchedFor(
    () => ({ ...this.asked(), ...(this.before() ? { before: this.before()! } : {}) }),
    (params) => this.api.call('GET audit/unusual', { query: params }),
  );
  /** Kept while the next answer is on its way, so that the list of people does not empty under the pointer. */
  protected readonly people = linkedSignal<UnusualPage | null, UnusualPage['people']>({
    source: this.fetched.value,
    computation: (page, previous) => page?.people ?? previous?.value ?? [],
  });
  protected readonly who = computed(() => {
    const chosen = this.userId();
    const missing = chosen !== undefined && !this.people().some(({ id }) => id === chosen);
    return [...(missing ? [{ id: chosen, name: 'The person chosen: no line in this time' }] : []), ...this.people()];
  });
  protected readonly filtered = computed(() => Object.keys(this.asked()).length > 0);
  protected readonly exportAddress = computed(
    () => `${API}/audit/unusual/export?${new URLSearchParams(this.asked()).toString()}`,
  );
  protected readonly filter = addressFilter();
  protected readonly filterDay = addressDay();
  protected readonly days = UNUSUAL_DAYS;
  protected readonly kinds = UNUSUAL_KINDS;
  protected readonly kindList = Object.entries(UNUSUAL_KINDS);
  protected readonly roles = ROLES;
}
