import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { PLAN_CONCERNS, type PlanConcern } from '@shared-care/contracts/emergency-plans/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { CONCERN_LOOKS } from './plan-words';

/** Children whose plan somebody has to do something about, most pressing first. */
@Component({
  selector: 'sc-plan-board',
  imports: [AtTime, IdentityLine, LoadState, RouterLink],
  templateUrl: './plan-board.html',
  styleUrl: './plan-board.scss',
})
export class PlanBoardPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly board = fetchedNow(
    () => this.api.call('GET emergency-plans'),
    (live) => live.changed('patients'),
  );
  protected readonly concern = signal<PlanConcern | ''>('');
  protected readonly concerns = PLAN_CONCERNS;
  protected readonly looks = CONCERN_LOOKS;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly counts = computed(() => {
    const rows = this.board.value()?.rows ?? [];
    return (Object.keys(PLAN_CONCERNS) as PlanConcern[])
      .map((concern) => ({ concern, count: rows.filter((row) => row.concern === concern).length }))
      .filter(({ count }) => count > 0);
  });
  protected readonly rows = computed(() =>
    (this.board.value()?.rows ?? []).filter((row) => this.concern() === '' || row.concern === this.concern()),
  );
  protected readonly summary = computed(() => {
    const figures = this.board.value()?.figures;
    if (!figures) return '';
    const { children, approved, pastReview, oldWeight } = figures;
    return (
      `${approved} of ${children} children have an approved plan; ${pastReview} of those are past their review date. ` +
      `The weight of ${oldWeight} is missing or too old.`
    );
  });
}
