import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { PatientTreatment, PatientTreatments } from '@shared-care/contracts/treatments/answers';
import { CHOSEN_SOURCES, FACT_SOURCES } from '@shared-care/domain/fact-source';
import { TREATMENT_EVENTS, TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { ReasonForm } from '../forms/reason-form';
import { Attempt } from '../core/attempt';
import { PatientTreatmentForm } from './patient-treatment-form';
import { TreatmentStore } from './treatment-store';

/** What was saved, in words, and how it is taken back. */
export interface TreatmentTaken {
  answer: PatientTreatments;
  words: string;
  undo: (() => Promise<PatientTreatments>) | null;
}

/** One treatment of a child, with what can be done about it and what was done before. */
@Component({
  selector: 'sc-treatment-entry',
  imports: [AtTime, MatButtonModule, OnDate, PatientTreatmentForm, ProblemNote, ReasonForm],
  templateUrl: './treatment-entry.html',
  styleUrl: './treatment-entry.scss',
})
export class TreatmentEntry {
  private readonly api = inject(Api);
  private readonly store = inject(TreatmentStore);

  readonly one = input.required<PatientTreatment>();
  readonly patientId = input.required<string>();
  readonly choices = input.required<PatientTreatments['choices']>();
  readonly today = input.required<string>();
  readonly mayChange = input.required<boolean>();
  readonly took = output<TreatmentTaken>();
  /** What is on the screen is old. */
  readonly stale = output();

  protected readonly open = signal<'change' | 'stop' | 'strike' | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly counts = computed(() => (this.one().countsUntil ?? '') >= this.today());
  protected readonly purposes = TREATMENT_PURPOSES;
  protected readonly sources = FACT_SOURCES;
  protected readonly events = TREATMENT_EVENTS;

  protected changed(answer: PatientTreatments): void {
    const before = this.one();
    const words = `${before.name} ${this.open() === 'stop' ? 'stopped' : 'changed'}`;
    const { id, treatmentId, purpose, regimen, startedOn, stoppedOn } = before;
    const source = before.source in CHOSEN_SOURCES ? (before.source as keyof typeof CHOSEN_SOURCES) : 'other';
    const was = { treatmentId, purpose, regimen, startedOn, stoppedOn, source };
    this.done(answer, words, (version) =>
      this.store.after(this.api.call('POST patient-treatments/:id', { params: { id }, body: { version, ...was } })),
    );
  }

  protected async strike(because: string): Promise<void> {
    const { id, version, name } = this.one();
    const answer = await this.attempt.run(() =>
      this.store.after(
        this.api.call('POST patient-treatments/:id/strike-out', { params: { id }, body: { version, because } }),
      ),
    );
    if (answer !== null)
      this.done(answer, `${name} struck out`, (now) =>
        this.store.after(
          this.api.call('POST patient-treatments/:id/restore', { params: { id }, body: { version: now } }),
        ),
      );
  }

  private done(answer: PatientTreatments, words: string, undo: (version: number) => Promise<PatientTreatments>): void {
    const now = answer.treatments.find(({ id }) => id === this.one().id);
    this.open.set(null);
    this.took.emit({ answer, words, undo: now ? () => undo(now.version) : null });
  }
}
