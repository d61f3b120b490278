import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ParticipationRecord, PatientSurveys } from '@shared-care/contracts/surveys';
import { longDate, shortDate } from '@shared-care/domain/london-time';
import {
  PARTICIPATION_ANSWERS,
  SURVEY_MESSAGE_KINDS,
  SURVEY_MESSAGE_STATES,
  SURVEY_TOPICS,
  WHY_LEFT_OUT,
  type ParticipationAnswer,
} from '@shared-care/domain/surveys';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { readTypedDate } from '@shared-care/ui/typed-date/read-typed-date';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../shell/attempt';
import { Fetched } from '../shell/fetched';
import { fieldProblem } from '../shell/problem';
import { SessionStore } from '../shell/session-store';
import { SurveyStore } from './survey-store';

/** Tab of the record: whether the family takes part, its next clinic, and the surveys it was invited to. */
@Component({
  selector: 'sc-patient-participation',
  imports: [AtTime, OnDate, ProblemNote, RouterLink],
  templateUrl: './patient-participation.html',
  styleUrl: './survey-lists.scss',
})
export class PatientParticipation {
  private readonly store = inject(SurveyStore);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  private readonly fetched = computed(() => {
    const id = this.record.id();
    return id === null ? null : new Fetched(() => this.store.ofPatient(id));
  });
  protected readonly surveys = computed(() => this.fetched()?.value() ?? null);
  protected readonly problem = computed(() => this.fetched()?.problem() ?? null);
  protected readonly attempt = new Attempt();
  protected readonly editing = signal(false);
  protected readonly interest = signal<ParticipationAnswer>('not_asked');
  protected readonly clinicTyped = signal('');
  protected readonly theirs = signal<ParticipationRecord | null>(null);
  private readonly seen = signal(0);
  /** As it was understood, so that a slip shows before it is saved. */
  protected readonly clinicRead = computed(() => {
    const day = readTypedDate(this.clinicTyped());
    return day === null ? '' : longDate(day);
  });
  protected readonly clinicError = computed(() => fieldProblem(this.attempt.problem(), 'nextClinicOn'));
  protected readonly mayChange = computed(
    () => this.session.may('survey', 'change') && this.record.page()?.patient.diedOn === null,
  );
  protected readonly answers = Object.entries(PARTICIPATION_ANSWERS) as [ParticipationAnswer, string][];
  protected readonly words = PARTICIPATION_ANSWERS;
  protected readonly topics = SURVEY_TOPICS;
  protected readonly kinds = SURVEY_MESSAGE_KINDS;
  protected readonly states = SURVEY_MESSAGE_STATES;
  protected readonly why = WHY_LEFT_OUT;
  protected readonly short = shortDate;

  constructor() {
    effect(() => {
      const fetched = this.fetched();
      untracked(() => {
        this.editing.set(false);
        void fetched?.refresh();
      });
    });
  }

  protected retry(): void {
    void this.fetched()?.retry();
  }

  protected got(messages: PatientSurveys['invitations'][number]['messages']): boolean {
    return messages.some(({ state }) => state === 'sent');
  }

  protected edit(): void {
    const { interest, nextClinicOn, version } = this.surveys()!.participation;
    this.interest.set(interest);
    this.clinicTyped.set(nextClinicOn === null ? '' : shortDate(nextClinicOn));
    this.seen.set(version);
    this.theirs.set(null);
    this.attempt.forget();
    this.editing.set(true);
  }

  protected async save(event: Event | null): Promise<void> {
    event?.preventDefault();
    const id = this.record.id();
    if (id === null) return;
    const typed = this.clinicTyped().trim();
    const saved: PatientSurveys | null = await this.attempt.run(() =>
      this.store.changeParticipation(id, {
        version: this.seen(),
        interest: this.interest(),
        // What cannot be read is sent as typed: the server names the field.
        nextClinicOn: typed === '' ? null : (readTypedDate(typed) ?? typed),
      }),
    );
    const problem = this.attempt.problem();
    if (problem?.code === 'conflict') this.theirs.set(problem.current as unknown as ParticipationRecord);
    if (saved === null || this.record.id() !== id) return;
    this.fetched()?.take(saved);
    this.editing.set(false);
  }

  protected keepMine(version: number): void {
    this.seen.set(version);
    this.theirs.set(null);
    void this.save(null);
  }

  protected keepTheirs(): void {
    this.editing.set(false);
    this.retry();
  }
}
