import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ParticipationRecord, PatientSurveys } from '@shared-care/contracts/surveys/answers';
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
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { readTypedDate } from '@shared-care/ui/typed-date/read-typed-date';
import { Api } from '../core/api';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';

const NOTHING: ParticipationRecord = {
  interest: 'not_asked',
  since: null,
  recordedBy: null,
  nextClinicOn: null,
  version: 0,
};

/** Tab of the record: whether the family takes part, its next clinic, and the surveys it was invited to. */
@Component({
  selector: 'sc-patient-participation',
  host: { class: 'u-stack u-gap-4' },
  imports: [MatButton, AtTime, OnDate, LoadState, ProblemNote, RouterLink, SavedMeanwhile],
  templateUrl: './patient-participation.html',
  styleUrl: './survey-lists.scss',
})
export class PatientParticipation {
  private readonly api = inject(Api);
  private readonly session = inject(SessionStore);
  protected readonly record = inject(RecordOnScreen);

  protected readonly fetched = fetchedFor(this.record.id, (id) =>
    this.api.call('GET patients/:id/surveys', { params: { id } }),
  );
  protected readonly surveys = this.fetched.value;
  protected readonly attempt = new Attempt();
  protected readonly editing = signal(false);
  protected readonly work = versionedDraft({
    source: () => this.surveys()?.participation ?? NOTHING,
    id: () => this.record.id() ?? '',
    version: ({ version }) => version,
    begin: ({ interest, nextClinicOn }) => ({ interest, clinic: nextClinicOn === null ? '' : shortDate(nextClinicOn) }),
  });
  /** As it was understood, so that a slip shows before it is saved. */
  protected readonly clinicRead = computed(() => {
    const day = readTypedDate(this.work.typed().clinic);
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
      this.record.id();
      untracked(() => this.editing.set(false));
    });
  }

  protected retry(): void {
    void this.fetched.retry();
  }

  protected got(messages: PatientSurveys['invitations'][number]['messages']): boolean {
    return messages.some(({ state }) => state === 'sent');
  }

  protected edit(): void {
    this.work.takeTheirs();
    this.attempt.forget();
    this.editing.set(true);
  }

  protected stop(): void {
    this.work.takeTheirs();
    this.editing.set(false);
  }

  protected set(part: Partial<{ interest: ParticipationAnswer; clinic: string }>): void {
    this.work.typed.update((typed) => ({ ...typed, ...part }));
  }

  protected async save(event: Event | null): Promise<void> {
    event?.preventDefault();
    const id = this.record.id();
    if (id === null) return;
    const { interest, clinic } = this.work.typed();
    const day = clinic.trim();
    const change = {
      version: this.work.seen().version,
      interest,
      // What cannot be read is sent as typed: the server names the field.
      nextClinicOn: day === '' ? null : (readTypedDate(day) ?? day),
    };
    const saved = await this.work.save(
      this.attempt,
      () => this.attempt.run(() => this.api.call('POST patients/:id/participation', { params: { id }, body: change })),
      (current) => current as unknown as ParticipationRecord,
    );
    if (saved === null || this.record.id() !== id) return;
    this.fetched.take(saved);
    this.stop();
  }

  protected keepMine(): void {
    this.work.keepMine();
    void this.save(null);
  }

  protected keepTheirs(): void {
    this.stop();
    this.retry();
  }
}
