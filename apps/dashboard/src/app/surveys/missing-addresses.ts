import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { londonDate, shortDateTime } from '@shared-care/domain/london-time';
import { WHY_NOT_CONTACTED } from '@shared-care/domain/may-contact';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

/** Whom to ask for an email address at the next clinic: a list to take along on paper. */
@Component({
  selector: 'sc-missing-addresses',
  imports: [EmptyState, IdentityLine, OnDate, LoadState, RouterLink],
  templateUrl: './missing-addresses.html',
  styleUrl: './survey-lists.scss',
})
export class MissingAddressesPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(() => this.api.call('GET missing-addresses'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => shortDateTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly why = WHY_NOT_CONTACTED;

  protected print(): void {
    window.print();
  }
}
