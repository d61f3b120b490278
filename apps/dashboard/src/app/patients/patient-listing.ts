import { Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatChipsModule } from '@angular/material/chips';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import { RouterLink } from '@angular/router';
import type { PatientInList } from '@shared-care/contracts/patient-list/answers';
import type { ListPatients } from '@shared-care/contracts/patient-list/shapes';
import { ageAt } from '@shared-care/domain/age';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { DIAGNOSES, INHIBITOR_STATES, SEVERITIES } from '@shared-care/domain/patient-facts';
import { formalName } from '@shared-care/domain/patient-name';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { Icon } from '@shared-care/ui/icon/icon';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ExportLink } from '../core/export-link';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

type FilterName = Exclude<keyof ListPatients, 'page' | 'rows' | 'sort' | 'order'>;

interface Choice {
  name: FilterName;
  word: string;
  options: { value: string; word: string }[];
}

const optionsOf = (list: Readonly<Record<string, string>>): { value: string; word: string }[] =>
  Object.entries(list).map(([value, word]) => ({ value, word: word.charAt(0).toUpperCase() + word.slice(1) }));

/** Filters with one answer: they are on or off. */
const SWITCHES: readonly { name: FilterName; value: string; word: string }[] = [
  { name: 'review', value: 'due', word: 'Review due' },
  { name: 'link', value: 'none', word: 'No link' },
  { name: 'plan', value: 'none', word: 'No approved plan' },
  { name: 'moved', value: 'yes', word: 'Moved away' },
];

/** All children whom the signed-in person may see; sort, page and filters stand in the address. */
@Component({
  selector: 'sc-patient-listing',
  host: { class: 'u-block u-measured' },
  imports: [
    ExportLink,
    DataList,
    Field,
    Icon,
    ListCell,
    MatButtonModule,
    MatChipsModule,
    MatFormFieldModule,
    MatSelectModule,
    NhsNumber,
    OnDate,
    OpenAccessChip,
    RouterLink,
  ],
  templateUrl: './patient-listing.html',
  styleUrl: './patient-listing.scss',
})
export class PatientListing {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  protected readonly address = listAddress<FilterName>({ sort: 'name' }, [
    'hospital',
    'diagnosis',
    'severity',
    'inhibitor',
    'treatment',
    ...SWITCHES.map(({ name }) => name),
  ]);
  protected readonly list = fetchedNow(
    () => this.api.call('GET patients', { query: this.address.asked() }),
    (live) => {
      this.address.asked();
      live.changed('patients');
    },
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly recent = computed(() => this.list.value()?.recent ?? []);
  protected readonly filtersOpen = signal(false);
  protected readonly noun = { one: 'child', many: 'children' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Name', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'born', word: 'Born', sort: { up: 'oldest first', down: 'youngest first' } },
    { id: 'condition', word: 'Condition' },
    { id: 'hospital', word: 'Hospital', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'review', word: 'Open access', sort: { up: 'review due first', down: 'review due last' } },
    { id: 'plan', word: 'Plan' },
    { id: 'attendance', word: 'Last attendance', sort: { up: 'oldest first', down: 'newest first' } },
  ];
  protected readonly switches = SWITCHES;
  protected readonly choices = computed<Choice[]>(() => [
    {
      name: 'hospital',
      word: 'Hospital',
      options: (this.list.value()?.hospitals ?? []).map(({ id, name }) => ({ value: id, word: name })),
    },
    { name: 'diagnosis', word: 'Diagnosis', options: optionsOf(DIAGNOSES) },
    { name: 'severity', word: 'Severity', options: optionsOf(SEVERITIES) },
    { name: 'inhibitor', word: 'Inhibitor', options: optionsOf(INHIBITOR_STATES) },
    {
      name: 'treatment',
      word: 'Treatment',
      options: [
        { value: 'none', word: 'None' },
        ...(this.list.value()?.treatments ?? []).map(({ id, name }) => ({ value: id, word: name })),
      ],
    },
  ]);
  protected readonly set = computed(() => Object.values(this.address.filters()).filter((value) => value !== '').length);
  protected readonly name = formalName;
  protected readonly diagnosis = diagnosisWords;
  protected readonly day = (instant: string): string => shortDate(londonDate(new Date(instant)));

  protected age(row: PatientInList): string {
    return ageAt(row.patient.birthDate, this.today());
  }

  protected choose(name: FilterName, value: string): void {
    this.address.filter({ [name]: value });
  }
}
