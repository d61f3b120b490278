import { afterRenderEffect, Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { ActivatedRoute } from '@angular/router';
import type { PatientTreatment, PatientTreatments } from '@shared-care/contracts/treatments/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TreatmentAdvice } from '@shared-care/ui/treatments/treatment-advice';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';
import { PatientTreatmentForm } from './patient-treatment-form';
import { TreatmentEntry, type TreatmentTaken } from './treatment-entry';
import { TreatmentStore } from './treatment-store';

/** Tab of the record: what the child is on and was on, with what a department is told of it. */
@Component({
  selector: 'sc-patient-treatment',
  host: { class: 'u-stack u-gap-4' },
  imports: [AtTime, MatButtonModule, PatientTreatmentForm, LoadState, ProblemNote, TreatmentAdvice, TreatmentEntry],
  templateUrl: './patient-treatment.html',
  styleUrl: './patient-treatment.scss',
})
export class PatientTreatmentTab {
  private readonly api = inject(Api);
  private readonly store = inject(TreatmentStore);
  private readonly snack = inject(UndoSnack);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetched = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/treatments', { params: { id } }),
    () => {
      // A change made anywhere is on the record at the next answer.
      this.record.page();
    },
  );
  protected readonly all = this.fetched.value;
  protected readonly advice = computed(() => this.record.page()?.risks.treatments ?? []);
  protected readonly running = computed(() => this.those((one) => one.stoppedOn === null && one.struckOut === null));
  protected readonly stopped = computed(() => this.those((one) => one.stoppedOn !== null && one.struckOut === null));
  protected readonly struck = computed(() => this.those((one) => one.struckOut !== null));
  protected readonly adding = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly mayChange = computed(
    () => this.session.may('patientTreatment', 'change') && this.record.page()?.patient.diedOn === null,
  );

  /** The row that a mark of the record's picture stands for. */
  protected readonly sought = inject(ActivatedRoute).snapshot.fragment;

  constructor() {
    let shown = false;
    afterRenderEffect(() => {
      if (shown || this.sought === null || this.all() === null) return;
      shown = true;
      document.getElementById(this.sought)?.scrollIntoView({ block: 'center' });
    });
  }

  protected took({ answer, words, undo }: TreatmentTaken): void {
    this.fetched.take(answer);
    this.adding.set(false);
    this.record.reload();
    this.snack.say(words, undo === null ? {} : { undo: async () => this.takeBack(await undo()) });
  }

  protected async restore(one: PatientTreatment): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.store.after(
        this.api.call('POST patient-treatments/:id/restore', {
          params: { id: one.id },
          body: { version: one.version },
        }),
      ),
    );
    if (answer !== null) this.takeBack(answer);
  }

  private takeBack(answer: PatientTreatments): void {
    this.fetched.take(answer);
    this.record.reload();
  }

  private those(which: (one: PatientTreatment) => boolean): PatientTreatment[] {
    return this.all()?.treatments.filter(which) ?? [];
  }
}
