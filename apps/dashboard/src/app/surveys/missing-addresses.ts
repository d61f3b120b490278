import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { WHY_MISSING } from '@shared-care/contracts/surveys/shapes';
import { ageAt } from '@shared-care/domain/age';
import { londonDate, shortDateTime } from '@shared-care/domain/london-time';
import { WHY_NOT_CONTACTED } from '@shared-care/domain/may-contact';
import { formalName } from '@shared-care/domain/patient-name';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';

const REASONS = Object.keys(WHY_MISSING) as (keyof typeof WHY_MISSING)[];

/** Whom to ask for an email address at the next clinic: a list to take along on paper. */
@Component({
  selector: 'sc-missing-addresses',
  imports: [DataList, FilterChips, ListCell, MatButtonModule, NhsNumber, OnDate, RouterLink],
  templateUrl: './missing-addresses.html',
})
export class MissingAddressesPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly address = listAddress({ sort: 'clinic', size: 100 }, ['because']);
  protected readonly list = fetchedNow(
    () => this.api.call('GET missing-addresses', { query: this.address.asked() }),
    () => this.address.asked(),
  );
  protected readonly page = computed(() => {
    const list = this.list.value();
    return list && { rows: list.missing, total: list.total, all: list.all };
  });
  protected readonly noun = { one: 'family', many: 'families' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Child', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'clinic', word: 'Next clinic', sort: { up: 'next first', down: 'no date first' } },
    { id: 'because', word: 'Missing' },
  ];
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => shortDateTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly why = WHY_NOT_CONTACTED;
  protected readonly name = formalName;
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.list.value()?.all }));
  protected readonly reasons = computed(() =>
    REASONS.map((value) => ({ value, word: WHY_NOT_CONTACTED[value], count: this.list.value()?.counts[value] ?? 0 })),
  );

  protected age(birthDate: string): string {
    return ageAt(birthDate, this.today());
  }

  protected print(): void {
    window.print();
  }
}
