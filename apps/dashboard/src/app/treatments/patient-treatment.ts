import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { PatientTreatment, PatientTreatments } from '@shared-care/contracts/treatments';
import { FACT_SOURCES } from '@shared-care/domain/fact-source';
import { TREATMENT_EVENTS, TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TreatmentAdvice } from '@shared-care/ui/treatments/treatment-advice';
import { ReasonForm } from '../patients/reason-form';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../shell/attempt';
import { Fetched } from '../shell/fetched';
import { SessionStore } from '../shell/session-store';
import { UndoSnack } from '../shell/undo-snack';
import { PatientTreatmentForm } from './patient-treatment-form';
import { TreatmentStore } from './treatment-store';

type Open = { what: 'add' } | { what: 'change' | 'stop' | 'strike'; id: string };

/** Tab of the record: what the child is on and was on, with what a department is told of it. */
@Component({
  selector: 'sc-patient-treatment',
  imports: [
    AtTime,
    MatButtonModule,
    NgTemplateOutlet,
    OnDate,
    PatientTreatmentForm,
    ProblemNote,
    ReasonForm,
    TreatmentAdvice,
  ],
  templateUrl: './patient-treatment.html',
  styleUrl: './patient-treatment.scss',
})
export class PatientTreatmentTab {
  private readonly store = inject(TreatmentStore);
  private readonly snack = inject(UndoSnack);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  private readonly fetched = computed(() => {
    const id = this.record.id();
    return id === null ? null : new Fetched(() => this.store.ofPatient(id));
  });
  protected readonly all = computed(() => this.fetched()?.value() ?? null);
  protected readonly problem = computed(() => this.fetched()?.problem() ?? null);
  protected readonly advice = computed(() => this.record.page()?.risks.treatments ?? []);
  protected readonly running = computed(() => this.those((one) => one.stoppedOn === null && one.struckOut === null));
  protected readonly stopped = computed(() => this.those((one) => one.stoppedOn !== null && one.struckOut === null));
  protected readonly struck = computed(() => this.those((one) => one.struckOut !== null));
  protected readonly open = signal<Open | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly mayChange = computed(
    () => this.session.may('patientTreatment', 'change') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly purposes = TREATMENT_PURPOSES;
  protected readonly sources = FACT_SOURCES;
  protected readonly events = TREATMENT_EVENTS;

  constructor() {
    effect(() => {
      // A change made anywhere is on the record at the next answer.
      this.record.page();
      const fetched = this.fetched();
      untracked(() => void fetched?.refresh());
    });
  }

  protected isOpen(what: Open['what'], id?: string): boolean {
    const open = this.open();
    return open?.what === what && (open.what === 'add' || open.id === id);
  }

  protected took(answer: PatientTreatments, words: string, before: PatientTreatment | null): void {
    this.fetched()?.take(answer);
    this.open.set(null);
    this.record.reload();
    if (before === null) return this.snack.say(words);
    const now = answer.treatments.find(({ id }) => id === before.id);
    this.snack.say(words, { undo: () => (now ? this.putBack(before, now.version) : undefined) });
  }

  protected async strike(one: PatientTreatment, because: string): Promise<void> {
    const answer = await this.attempt.run(() => this.store.strikeOut(one.id, { version: one.version, because }));
    if (answer === null) return;
    this.fetched()?.take(answer);
    this.open.set(null);
    this.record.reload();
    const now = answer.treatments.find(({ id }) => id === one.id);
    this.snack.say(`${one.name} struck out`, { undo: () => (now ? this.restore(now) : undefined) });
  }

  protected async restore(one: PatientTreatment): Promise<void> {
    const answer = await this.attempt.run(() => this.store.restore(one.id, one.version));
    if (answer === null) return;
    this.fetched()?.take(answer);
    this.record.reload();
  }

  private async putBack(before: PatientTreatment, version: number): Promise<void> {
    const { treatmentId, purpose, regimen, startedOn, stoppedOn } = before;
    const source = before.source === 'import' || before.source === 'notice' ? 'other' : before.source;
    this.fetched()?.take(
      await this.store.change(before.id, { version, treatmentId, purpose, regimen, startedOn, stoppedOn, source }),
    );
    this.record.reload();
  }

  private those(which: (one: PatientTreatment) => boolean): PatientTreatment[] {
    return this.all()?.treatments.filter(which) ?? [];
  }
}
