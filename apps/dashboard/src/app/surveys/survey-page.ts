import { Component, computed, DestroyRef, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { Survey } from '@shared-care/contracts/surveys/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { SURVEY_AUDIENCES, SURVEY_STATES } from '@shared-care/domain/surveys';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { NotHere } from '../core/not-here';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { SurveyAudienceList } from './survey-audience';
import { SurveyProgress } from './survey-progress';

const EVERY_MS = 1500;

/** One survey from its draft to its end. While it is being sent the page can be left. */
const STEPS = {
  remind: 'POST surveys/:id/remind',
  stop: 'POST surveys/:id/stop',
  retry: 'POST surveys/:id/retry',
  close: 'POST surveys/:id/close',
} as const;

@Component({
  selector: 'sc-survey-page',
  host: { class: 'u-stack u-gap-4 u-w-xl' },
  imports: [MatButton, AtTime, NotHere, LoadState, ProblemNote, RouterLink, SurveyAudienceList, SurveyProgress],
  templateUrl: './survey-page.html',
})
export class SurveyPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  readonly id = input.required<string>();

  protected readonly fetched = fetchedFor(this.id, (id) => this.api.call('GET surveys/:id', { params: { id } }));
  protected readonly survey = this.fetched.value;
  protected readonly problem = this.fetched.problem;
  protected readonly attempt = new Attempt();
  protected readonly closing = signal(false);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly states = SURVEY_STATES;
  protected readonly audiences = SURVEY_AUDIENCES;

  constructor() {
    const timer = setInterval(() => void this.look(), EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected retry(): void {
    void this.fetched.retry();
  }

  protected refresh(): void {
    void this.fetched.refresh();
  }

  protected take(survey: Survey): void {
    this.fetched.take(survey);
  }

  protected async step(step: keyof typeof STEPS): Promise<void> {
    const survey = await this.attempt.run(() =>
      this.api.call(STEPS[step], {
        params: { id: this.survey()!.id },
        body: { version: this.survey()!.version },
      }),
    );
    this.closing.set(false);
    if (survey !== null) this.take(survey);
    // Somebody else was first: what they did is shown.
    else if (this.attempt.problem()?.code === 'conflict') this.refresh();
  }

  private async look(): Promise<void> {
    const shown = this.survey();
    if (shown?.state !== 'sending' || this.attempt.busy()) return;
    const now = await this.api
      .call('GET surveys/:id', { params: { id: shown.id }, unattended: true })
      .catch(() => null);
    if (now !== null && this.survey()?.id === now.id && now.version >= this.survey()!.version) this.take(now);
  }
}
