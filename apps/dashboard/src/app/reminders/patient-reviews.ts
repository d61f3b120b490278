import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { CareReviews } from '@shared-care/contracts/reminders/answers';
import {
  DENTAL_STATES,
  VACCINATION_ADVICE_STATES,
  type VaccinationAdviceState,
} from '@shared-care/domain/care-reviews';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RouterLink } from '@angular/router';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { DentalForm } from './dental-form';

/** Tab of the record: dental checks and vaccination advice. */
@Component({
  selector: 'sc-patient-reviews',
  host: { class: 'u-stack u-gap-4' },
  imports: [MatButton, DentalForm, OnDate, LoadState, Phone, ProblemNote, RouterLink],
  templateUrl: './patient-reviews.html',
})
export class PatientReviews {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetched = fetchedFor(this.record.id, (id) =>
    this.api.call('GET patients/:id/care-reviews', { params: { id } }),
  );
  protected readonly reviews = this.fetched.value;
  protected readonly attempt = new Attempt();
  protected readonly editing = signal(false);
  /** The age for which an exception is being written. */
  protected readonly excepting = signal<string | null>(null);
  protected readonly mayChange = computed(
    () => this.session.may('reminder', 'change') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly dentalStates = DENTAL_STATES;
  protected readonly adviceStates = VACCINATION_ADVICE_STATES;

  /** Brings news without clearing the screen first: a form that is open keeps what was typed. */
  protected again(): void {
    void this.fetched.refresh();
  }

  protected savedDental(reviews: CareReviews): void {
    this.fetched.take(reviews);
    this.editing.set(false);
  }

  protected async advice(ageId: string, state: VaccinationAdviceState, note: string | null = null): Promise<void> {
    await this.run(() =>
      this.api.call('POST patients/:id/vaccination-advice', {
        params: { id: this.record.id()! },
        body: { ageId, state, on: this.record.today(), note },
      }),
    );
    if (this.attempt.problem() === null) this.excepting.set(null);
  }

  private async run(act: () => Promise<CareReviews>): Promise<void> {
    const reviews = await this.attempt.run(act);
    if (reviews !== null) this.fetched.take(reviews);
    else if (this.attempt.problem()?.code === 'conflict') this.again();
  }
}
