import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { API } from '@shared-care/contracts/routes';
import { addDays, londonInstant } from '@shared-care/domain/london-time';
import { ROLES } from '@shared-care/domain/roles';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Fetched } from '../shell/fetched';
import { type AuditOf, AuditStore } from './audit-store';
import { auditWords } from './audit-words';

/** Who looked at one child, or what one user did: newest first, page by page, all of it in the address. */
@Component({
  selector: 'sc-audit-list',
  imports: [AtTime, EmptyState, ProblemNote, RouterLink],
  templateUrl: './audit-list.html',
  styleUrl: './audit.scss',
})
export class AuditList {
  readonly of = input.required<AuditOf>();
  readonly id = input.required<string>();
  /** Days `yyyy-mm-dd`, both included. */
  readonly since = input<string>();
  readonly until = input<string>();
  readonly before = input<string>();

  private readonly store = inject(AuditStore);
  private readonly router = inject(Router);

  private readonly between = computed(() => ({
    ...(this.since() ? { since: londonInstant(this.since()!, '00:00').toISOString() } : {}),
    ...(this.until() ? { until: londonInstant(addDays(this.until()!, 1), '00:00').toISOString() } : {}),
  }));
  protected readonly fetched = computed(() => {
    const [of, id] = [this.of(), this.id()];
    const params = { ...this.between(), ...(this.before() ? { before: this.before()! } : {}) };
    return new Fetched(() => this.store.page(of, id, params));
  });
  protected readonly title = computed(() =>
    this.of() === 'patients' ? 'Who looked at this child' : 'What this user did',
  );
  protected readonly exportAddress = computed(
    () => `${API}/audit/patients/${this.id()}/export?${new URLSearchParams(this.between()).toString()}`,
  );
  protected readonly words = auditWords;
  protected readonly roles = ROLES;

  constructor() {
    effect(() => {
      const fetched = this.fetched();
      untracked(() => void fetched.refresh());
    });
  }

  protected filter(name: 'since' | 'until', event: Event): void {
    const { value, validity } = event.target as HTMLInputElement;
    if (!validity.valid) return;
    void this.router.navigate([], {
      queryParams: { [name]: value || null, before: null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }

  protected reload(): void {
    void this.fetched().retry();
  }
}
