import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { BoardRow } from '@shared-care/contracts/open-access/answers';
import {
  BOARD_ATTENDANCE_DAYS,
  BOARD_LISTS,
  CLOSED_WITHIN_WORKING_DAYS,
} from '@shared-care/contracts/open-access/shapes';
import { longDate, londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { LETTER_KINDS } from '@shared-care/domain/letters';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { REVIEW_RUNGS, type ReviewRung } from '@shared-care/domain/open-access-review';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ShownOf } from '@shared-care/ui/shown-of/shown-of';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { BoardRows } from './board-rows';
import { BulkRenew } from './bulk-renew';

const MONTHS_OFFERED = 14;

/** Everything about open access that needs somebody: due, waiting, missing, not held; with the figures of H8. */
@Component({
  selector: 'sc-review-board',
  imports: [AtTime, BoardRows, BulkRenew, IdentityLine, OnDate, LoadState, RouterLink, ShownOf],
  templateUrl: './review-board.html',
  styleUrl: './review-board.scss',
})
export class ReviewBoardPage {
  /** From the address, so that a filtered board can be kept and sent. */
  readonly hospital = input('');
  readonly month = input('');

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedFor(
    () => ({ hospital: this.hospital() || '', month: this.month() || '' }),
    ({ hospital, month }) => this.api.call('GET open-access', { query: { hospitalId: hospital, month } }),
    (live) => live.changed('patients'),
  );
  protected readonly board = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly nowWords = computed(() => `${shortDate(this.today())} ${londonTime(this.clock.now())}`);
  protected readonly hospitalName = computed(
    () => this.board()?.hospitals.find(({ id }) => id === this.hospital())?.name ?? 'all hospitals',
  );
  protected readonly months = computed(() => {
    const [year, month] = this.today().split('-').map(Number) as [number, number];
    return Array.from({ length: MONTHS_OFFERED }, (_, index) => {
      const place = month - 3 + index;
      const value = `${year + Math.floor(place / 12)}-${String((((place % 12) + 12) % 12) + 1).padStart(2, '0')}`;
      return { value, words: longDate(`${value}-01`).slice(2) };
    });
  });
  protected readonly rungs = computed(() => {
    const review = this.board()?.review;
    if (!review) return [];
    return (Object.keys(REVIEW_RUNGS) as ReviewRung[]).map((rung) => ({
      rung,
      words: REVIEW_RUNGS[rung],
      rows: review[rung],
    }));
  });
  /** What a bulk renewal is offered for: what is on the screen and due. */
  protected readonly offered = computed<readonly BoardRow[]>(() =>
    this.month() ? (this.board()?.month ?? []) : this.rungs().flatMap(({ rows }) => rows),
  );
  protected readonly bulk = signal(false);
  protected readonly percent = computed(() => {
    const figures = this.board()?.figures;
    if (!figures || figures.children === 0) return null;
    return Math.floor((figures.valid / figures.children) * 1000) / 10;
  });
  protected readonly validities = OPEN_ACCESS_VALIDITIES;
  protected readonly letterKinds = LETTER_KINDS;
  protected readonly days = BOARD_ATTENDANCE_DAYS;
  protected readonly lists = BOARD_LISTS;
  protected readonly closedWithin = CLOSED_WITHIN_WORKING_DAYS;

  protected filter(change: { hospital?: string; month?: string }): void {
    const queryParams = { hospital: change.hospital ?? this.hospital(), month: change.month ?? this.month() };
    void this.router.navigate([], {
      queryParams: { hospital: queryParams.hospital || null, month: queryParams.month || null },
    });
  }

  protected print(): void {
    window.print();
  }

  protected reload(): void {
    void this.fetched.retry();
  }
}
