import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { TransitionInList } from '@shared-care/contracts/transition/answers';
import { ageAt } from '@shared-care/domain/age';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import {
  TRANSITION_SECTIONS,
  TRANSITION_STAGES,
  transitionSection,
  type TransitionSection,
} from '@shared-care/domain/transition';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ExportLink } from '../core/export-link';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';

/** How a part looks: shape and colour beside its word. */
const LOOKS: Readonly<Record<TransitionSection, { tag: string; shape: string }>> = {
  over_18: { tag: 'red', shape: '▲' },
  transferring: { tag: 'blue', shape: '●' },
  turning: { tag: 'amber', shape: '◆' },
  checklist: { tag: 'quiet', shape: '◷' },
};
const SHOWN_MISSING = 2;

/** Who is about to leave for adult care, and what is missing: the exceptions of the week first (H15). */
@Component({
  selector: 'sc-transition-list',
  imports: [ExportLink, DataList, FilterChips, ListCell, MatButtonModule, NhsNumber, OnDate, RouterLink],
  templateUrl: './transition-list.html',
})
export class TransitionListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly address = listAddress({ sort: 'section' }, ['section']);
  protected readonly list = fetchedNow(
    () => this.api.call('GET transitions', { query: this.address.asked() }),
    (live) => {
      this.address.asked();
      live.changed('patients');
    },
  );
  protected readonly page = computed(() => {
    const list = this.list.value();
    return list && { rows: list.people, total: list.total, all: list.all };
  });
  protected readonly noun = { one: 'patient', many: 'patients' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Patient', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'born', word: 'Born', sort: { up: 'oldest first', down: 'youngest first' } },
    { id: 'section', word: 'Where', sort: { up: 'most pressing first', down: 'least pressing first' } },
    { id: 'transfer', word: 'Transfer', sort: { up: 'earliest first', down: 'latest first' } },
    { id: 'missing', word: 'Still to do' },
  ];
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly quarterEnd = computed(() => shortDate(this.list.value()?.quarter.to ?? this.today()));
  protected readonly sections = TRANSITION_SECTIONS;
  protected readonly stages = TRANSITION_STAGES;
  protected readonly looks = LOOKS;
  protected readonly name = formalName;
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.list.value()?.all }));
  protected readonly parts = computed(() =>
    (Object.keys(TRANSITION_SECTIONS) as TransitionSection[]).map((value) => ({
      value,
      word: TRANSITION_SECTIONS[value],
      count: this.list.value()?.counts[value] ?? 0,
    })),
  );

  protected age({ patient }: TransitionInList): string {
    return ageAt(patient.birthDate, this.today());
  }

  protected section({ group, turns }: TransitionInList): TransitionSection {
    return transitionSection(group, turns) ?? 'checklist';
  }

  protected first({ missing }: TransitionInList): string {
    const more = missing.length - SHOWN_MISSING;
    return missing.slice(0, SHOWN_MISSING).join('; ') + (more > 0 ? `; and ${more} more` : '');
  }
}
