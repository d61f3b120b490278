import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { LoneBleed } from '@shared-care/contracts/home-therapy/answers';
import {
  BLEED_SETTLEMENTS,
  HAEMTRACK_STATES,
  HOME_THERAPY_CONCERNS,
  HOME_THERAPY_STATES,
  type BleedSettlement,
  type HomeTherapyConcern,
} from '@shared-care/domain/home-therapy';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { ConcernChips } from './concern-chips';
import { HaemtrackImportForm } from './haemtrack-import-form';

/** Families with factor at home, those with most to look into first, and bleeds that only one side knows of. */
@Component({
  selector: 'sc-home-therapy-list',
  host: { class: 'u-block u-w-board u-measured' },
  imports: [
    SelectBox,
    ConcernChips,
    EmptyState,
    HaemtrackImportForm,
    IdentityLine,
    OnDate,
    LoadState,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './home-therapy-list.html',
  styleUrl: './home-therapy-list.scss',
})
export class HomeTherapyListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);

  /** From the address. */
  readonly concern = input<string>();

  protected readonly list = fetchedNow(
    () => this.api.call('GET home-therapy'),
    (live) => live.changed('requests'),
  );
  protected readonly attempt = new Attempt();
  protected readonly settling = signal<string | null>(null);
  protected readonly settled = signal('');
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly families = computed(() =>
    (this.list.value()?.families ?? []).filter(
      ({ concerns }) => !this.concern() || concerns.includes(this.concern() as HomeTherapyConcern),
    ),
  );
  protected readonly summary = computed(() => {
    const families = this.families();
    const some = families.filter(({ concerns }) => concerns.length > 0).length;
    const filter = this.concern()
      ? ` · ${HOME_THERAPY_CONCERNS[this.concern() as HomeTherapyConcern] ?? 'Filtered'}`
      : '';
    return `${families.length} ${families.length === 1 ? 'family' : 'families'}, ${some} to look into${filter}. Most to look into first.`;
  });
  protected readonly concerns = Object.entries(HOME_THERAPY_CONCERNS) as [HomeTherapyConcern, string][];
  protected readonly settlements = Object.entries(BLEED_SETTLEMENTS) as [BleedSettlement, string][];
  protected readonly states = HOME_THERAPY_STATES;
  protected readonly diaries = HAEMTRACK_STATES;

  protected filter(concern: string): void {
    void this.router.navigate([], { queryParams: { concern: concern || null }, queryParamsHandling: 'merge' });
  }

  protected async settle(bleed: LoneBleed, settledAs: string): Promise<void> {
    if (settledAs === '') return;
    this.settling.set(bleed.id);
    await this.attempt.run(() =>
      this.api.call('POST lone-bleeds/settle', {
        body: { from: bleed.from, id: bleed.id, settledAs: settledAs as BleedSettlement },
      }),
    );
    this.settling.set(null);
    if (this.attempt.problem() !== null) return void this.list.refresh();
    this.settled.set(`Settled: ${BLEED_SETTLEMENTS[settledAs as BleedSettlement]}.`);
    await this.list.retry();
  }
}
