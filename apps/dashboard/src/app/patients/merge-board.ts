import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** Records that may be, or were, two of one child: what waits for a second person, what was merged, what looks alike. */
@Component({
  selector: 'sc-merge-board',
  host: { class: 'u-block u-w-xl' },
  imports: [MatButton, AtTime, EmptyState, IdentityLine, LoadState, RouterLink],
  templateUrl: './merge-board.html',
})
export class MergeBoardPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedNow(
    () => this.clock.heard(this.api.call('GET merges')),
    (live) => live.changed('patients'),
  );
  protected readonly board = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
}
