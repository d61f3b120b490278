import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { InvitedFamily, Survey, SurveyMessageSummary } from '@shared-care/contracts/surveys/answers';
import type { MarkAnswer } from '@shared-care/contracts/surveys/shapes';
import { formalName } from '@shared-care/domain/patient-name';
import { SURVEY_MESSAGE_KINDS, SURVEY_MESSAGE_STATES, WHY_LEFT_OUT } from '@shared-care/domain/surveys';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';

/** How far a survey has come: bars for invitations and reminders, and each family with what became of its messages. */
@Component({
  selector: 'sc-survey-progress',
  host: { class: 'u-stack u-gap-4' },
  imports: [MatButton, AtTime, IdentityLine, LoadState, ProblemNote],
  templateUrl: './survey-progress.html',
  styleUrl: './survey-lists.scss',
})
export class SurveyProgress {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  readonly survey = input.required<Survey>();
  readonly today = input.required<string>();
  readonly busy = input(false);
  readonly asked = output<'remind' | 'stop' | 'retry'>();
  /** An answer was marked: the counts of the survey are other ones. */
  readonly changed = output();

  private readonly id = computed(() => this.survey().id);
  private readonly round = computed(() => `${this.survey().state} ${this.survey().version}`);
  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET surveys/:id/families', { params: { id } }),
    // Each family is looked at again when a round ends, not with every message.
    () => this.round(),
  );
  protected readonly families = this.fetched.value;
  /** Hundreds may be left out: they are listed when somebody asks. */
  protected readonly written = computed(() => this.families()?.families.filter((each) => !isLeftOut(each)) ?? []);
  protected readonly leftOut = computed(() => this.families()?.families.filter(isLeftOut) ?? []);
  protected readonly unfolded = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly marked = signal('');
  protected readonly kinds = SURVEY_MESSAGE_KINDS;
  protected readonly mayMark = computed(() => this.session.may('survey', 'change') && this.survey().state !== 'closed');
  protected readonly again = computed(() => (this.families()?.families ?? []).filter(({ again }) => again));
  protected readonly rounds = computed(() => {
    const { invitations, reminders } = this.survey();
    return (
      [
        ['invitation', invitations],
        ['reminder', reminders],
      ] as const
    )
      .map(([kind, counts]) => {
        const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
        return { kind, counts, total, done: total - counts.waiting - counts.leased };
      })
      .filter(({ total }) => total > 0);
  });

  protected said({ state, because }: SurveyMessageSummary): string {
    return because === null
      ? SURVEY_MESSAGE_STATES[state]
      : `${SURVEY_MESSAGE_STATES[state]}: ${WHY_LEFT_OUT[because]}`;
  }

  protected nameOf(patient: PatientIdentity): string {
    return formalName(patient);
  }

  protected async markCode(event: Event, box: HTMLInputElement): Promise<void> {
    event.preventDefault();
    if (await this.mark(box.value, true, 'The family with this code')) box.value = '';
    box.focus();
  }

  protected async mark(code: MarkAnswer['code'], answered: boolean, who: string): Promise<boolean> {
    this.marked.set('');
    const families = await this.attempt.run(() =>
      this.api.call('POST surveys/:id/answers', { params: { id: this.id() }, body: { code, answered } }),
    );
    if (families === null) return false;
    this.fetched.take(families);
    this.marked.set(`${who}: ${answered ? 'answered' : 'not answered'}.`);
    this.changed.emit();
    return true;
  }
}

function isLeftOut({ invitation }: InvitedFamily): boolean {
  return invitation.state === 'left_out';
}
