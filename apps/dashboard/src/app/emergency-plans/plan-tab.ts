import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import { EMERGENCY_PLAN_STATES } from '@shared-care/domain/emergency-plan';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { CardOf } from './card-of';
import { PLAN_LOOKS } from './plan-words';

/** The emergency plan of the open record: the card as it is shown everywhere, and for the unit every version. */
@Component({
  selector: 'sc-plan-tab',
  imports: [MatButton, AtTime, CardOf, OnDate, ProblemNote, RouterLink],
  templateUrl: './plan-tab.html',
  styleUrl: './plan-tab.scss',
})
export class PlanTab {
  protected readonly record = inject(RecordOnScreen);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  protected readonly states = EMERGENCY_PLAN_STATES;
  protected readonly looks = PLAN_LOOKS;
  protected readonly attempt = new Attempt();
  protected readonly seesVersions = computed(() => this.session.may('emergencyPlan', 'read'));
  protected readonly versions = fetchedFor(
    () => (this.seesVersions() ? this.record.id() : null),
    (id) => this.api.call('GET patients/:id/emergency-plans', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly draft = computed(() => this.versions.value()?.find(({ state }) => state === 'draft') ?? null);
  protected readonly mayWrite = computed(
    () => this.session.may('emergencyPlan', 'write') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly next = computed(() => (this.versions.value()?.[0]?.versionNumber ?? 0) + 1);

  protected async begin(): Promise<void> {
    const id = this.record.id();
    const draft =
      id === null
        ? null
        : await this.attempt.run(() => this.api.call('POST emergency-plans', { body: { patientId: id } }));
    if (draft) await this.router.navigate(['/emergency-plans', draft.id]);
  }
}
