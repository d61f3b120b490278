import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { PlanOnBoard } from '@shared-care/contracts/emergency-plans/answers';
import { PLAN_CONCERNS, type PlanConcern } from '@shared-care/contracts/emergency-plans/shapes';
import { ageAt } from '@shared-care/domain/age';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ExportLink } from '../core/export-link';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { CONCERN_LOOKS } from './plan-words';

/** Children whose plan somebody has to do something about, most pressing first. */
@Component({
  selector: 'sc-plan-board',
  imports: [ExportLink, DataList, FilterChips, ListCell, MatButtonModule, NhsNumber, RouterLink],
  templateUrl: './plan-board.html',
})
export class PlanBoardPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly address = listAddress({ sort: 'concern' }, ['concern']);
  protected readonly board = fetchedNow(
    () => this.api.call('GET emergency-plans', { query: this.address.asked() }),
    (live) => {
      this.address.asked();
      live.changed('patients');
    },
  );
  protected readonly noun = { one: 'child', many: 'children' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Child', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'hospital', word: 'Hospital', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'concern', word: 'Plan', sort: { up: 'most pressing first', down: 'least pressing first' } },
    { id: 'act', word: 'Next step' },
  ];
  protected readonly concerns = PLAN_CONCERNS;
  protected readonly looks = CONCERN_LOOKS;
  protected readonly name = formalName;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.board.value()?.now ?? this.clock.now())));
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.board.value()?.all }));
  protected readonly counts = computed(() => {
    const counts = this.board.value()?.counts ?? {};
    return (Object.keys(PLAN_CONCERNS) as PlanConcern[])
      .filter((concern) => counts[concern] !== undefined || concern === this.address.filters().concern)
      .map((concern) => ({ value: concern, word: PLAN_CONCERNS[concern], count: counts[concern] ?? 0 }));
  });
  protected readonly summary = computed(() => {
    const figures = this.board.value()?.figures;
    if (!figures) return '';
    const { children, approved, pastReview, oldWeight } = figures;
    return (
      `${approved} of ${children} children have an approved plan; ${pastReview} of those are past their review date. ` +
      `The weight of ${oldWeight} is missing or too old.`
    );
  });

  protected age({ patient }: PlanOnBoard): string {
    return ageAt(patient.birthDate, this.today());
  }

  /** What the row asks for, and where that is done. */
  protected step(row: PlanOnBoard): { word: string; of: string; path: string[] } {
    if (row.concern === 'to_approve' || row.concern === 'sent_back')
      return { word: 'Open draft', of: 'of', path: ['/emergency-plans', row.planId!] };
    const path = ['/patients', row.patient.id];
    if (row.concern === 'weight') return { word: 'Enter weight', of: 'of', path: [...path, 'facts'] };
    const word = row.concern === 'none' || row.concern === 'withdrawn' ? 'Write plan' : 'Review plan';
    return { word, of: word === 'Write plan' ? 'for' : 'of', path: [...path, 'emergency-plan'] };
  }
}
