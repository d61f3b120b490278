import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { InHospital } from '@shared-care/contracts/my-patients/answers';
import { UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { TreatmentFlags } from '@shared-care/ui/treatments/treatment-flags';
import { ShownOf } from '@shared-care/ui/shown-of/shown-of';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { OpenAccesses } from '../break-glass/open-accesses';
import { ServerClock } from '../core/server-clock';
import { MyPatientsStore } from './my-patients-store';
import { RingUnit } from './ring-unit';

/** Where a link consultant lands: who is in hospital, what waits, every child of theirs, the unit's number. */
@Component({
  selector: 'sc-my-patients',
  host: { class: 'u-block u-w-m' },
  imports: [
    MatButton,
    AtTime,
    IdentityLine,
    OnDate,
    OpenAccesses,
    OpenAccessChip,
    LoadState,
    RingUnit,
    RouterLink,
    ShownOf,
    TierChip,
    TreatmentFlags,
  ],
  templateUrl: './my-patients.html',
  styleUrl: './my-patients.scss',
})
export class MyPatientsPage {
  protected readonly store = inject(MyPatientsStore);
  private readonly clock = inject(ServerClock);

  protected readonly list = this.store.list.value;
  protected readonly query = signal('');
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list()?.now ?? this.clock.now())));
  /** Searched on the phone, so that it also works while the network is away. */
  protected readonly found = computed(() => {
    const words = fold(this.query()).split(/\s+/).filter(Boolean);
    return (this.list()?.patients ?? []).filter(({ patient }) => {
      const text = fold(
        `${patient.familyName} ${patient.givenName} ${patient.preferredName ?? ''} ${patient.hospitalNumber ?? ''}`,
      );
      const digits = this.query().replace(/\D/g, '');
      return (
        words.every((word) => text.includes(word)) ||
        (digits.length >= 3 && (patient.nhsNumber ?? '').startsWith(digits))
      );
    });
  });
  protected readonly diagnosis = diagnosisWords;

  protected place({ unitKind, hospital }: InHospital): string {
    return unitKind === null ? hospital.name : `${hospital.name}, ${UNIT_KINDS[unitKind]}`;
  }
}

/** Accents and case forgiven. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
