import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { DirectoryHospital } from '@shared-care/contracts/hospitals/answers';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Phone } from '@shared-care/ui/phone/phone';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { PublishedHospitalList } from './published-hospitals';
import { StaleNumbers } from './stale-numbers';

const FILTERS = {
  verify: { words: 'Needs verification', keeps: (hospital: DirectoryHospital) => hospital.contacts.tasks > 0 },
  waiting: { words: 'A change waits', keeps: (hospital: DirectoryHospital) => hospital.contacts.waiting > 0 },
  consultant: {
    words: 'No link consultant',
    keeps: (hospital: DirectoryHospital) => hospital.networkRole !== 'hub' && hospital.linkConsultants.length === 0,
  },
  closing: { words: 'Closing', keeps: (hospital: DirectoryHospital) => hospital.closing },
} as const;
type Filter = keyof typeof FILTERS;

/** Every hospital that shares our children's care; what is looked for is all in the address. */
@Component({
  selector: 'sc-hospital-directory',
  imports: [EmptyState, OnDate, Phone, LoadState, PublishedHospitalList, RouterLink, StaleNumbers],
  templateUrl: './hospital-directory.html',
  styleUrl: './hospital-directory.scss',
})
export class HospitalDirectoryPage {
  readonly q = input<string>();
  readonly town = input<string>();
  readonly show = input<string>();

  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET hospitals/directory'),
    (live) => live.changed('hospitals'),
  );
  protected readonly filters = Object.entries(FILTERS).map(([key, { words }]) => ({ key, words }));
  private readonly filter = computed<Filter | null>(() => {
    const show = this.show();
    return show && show in FILTERS ? (show as Filter) : null;
  });
  protected readonly towns = computed(() =>
    [
      ...new Set((this.fetched.value()?.hospitals ?? []).map(({ town }) => town).filter((town) => town !== null)),
    ].sort(),
  );
  protected readonly hospitals = computed(() => {
    const words = folded(this.q() ?? '').split(' ');
    const [town, filter] = [this.town(), this.filter()];
    return (this.fetched.value()?.hospitals ?? []).filter(
      (hospital) =>
        (!town || hospital.town === town) &&
        (!filter || FILTERS[filter].keeps(hospital)) &&
        words.every((word) => searched(hospital).includes(word)),
    );
  });
  /** What the list shows, said in full: nobody should take a part of it for the whole. */
  protected readonly said = computed(() => {
    const all = this.fetched.value()?.hospitals.length ?? 0;
    const filter = this.filter();
    const conditions = [
      filter && FILTERS[filter].words.toLowerCase(),
      this.town() && `in ${this.town()}`,
      this.q() && `“${this.q()}”`,
    ].filter(Boolean);
    if (conditions.length === 0) return `${all} hospitals, by name.`;
    const count = this.hospitals().length;
    return `${count} of ${all} hospitals: ${conditions.join(', ')}.`;
  });
  protected readonly filtered = computed(() => Boolean(this.filter() ?? this.town() ?? this.q()));

  protected set(name: 'q' | 'town' | 'show', value: string): void {
    void this.router.navigate([], {
      queryParams: { [name]: value.trim() || null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  }
}

function searched({ name, town, odsCode, trustName, postcode, linkConsultants }: DirectoryHospital): string {
  return folded([name, town, odsCode, trustName, postcode, ...linkConsultants].join(' '));
}

function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .trim();
}
