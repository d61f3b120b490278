import { Component, computed, inject, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { PatientStore } from '../patients/patient-store';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** Find a patient from anywhere; picking one opens the record. */
@Component({
  selector: 'sc-header-search',
  imports: [PatientSearch],
  template: `
    <sc-patient-search
      label="Find a patient"
      [labelShown]="false"
      placeholder="Find a patient"
      shortcut="Control+K"
      [search]="patients.search"
      [today]="today()"
      [recent]="recent()"
      (picked)="open($event)"
    />
  `,
})
export class HeaderSearch {
  protected readonly patients = inject(PatientStore);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly box = viewChild.required(PatientSearch);

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly recent = computed(() => this.patients.lastOpened(this.session.user()?.id));

  focus(): void {
    this.box().focus();
  }

  protected open(match: PatientMatch): void {
    void this.router.navigate(['/patients', match.patient.id]);
  }
}
