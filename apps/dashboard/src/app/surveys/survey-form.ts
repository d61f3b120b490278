import { Component, effect, inject, input, signal, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { Survey } from '@shared-care/contracts/surveys/answers';
import { ChangeSurvey, MakeSurvey } from '@shared-care/contracts/surveys/shapes';
import { SURVEY_AUDIENCES, SURVEY_TOPICS, type SurveyTopic } from '@shared-care/domain/surveys';
import { type Loadable, LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { inNetwork } from '../hospitals/in-network';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { Fetched } from '../core/fetched';

interface Draft {
  topic: SurveyTopic;
  title: string;
  link: string;
  words: string;
  hospitalId: string;
  groupOnly: boolean;
}

const EMPTY: Draft = { topic: 'annual', title: '', link: '', words: '', hospitalId: '', groupOnly: false };

/** Writes a survey, or mends its draft. Saving sends nothing. */
@Component({
  selector: 'sc-survey-form',
  host: { class: 'u-block u-w-m' },
  imports: [
    MatButton,
    SelectBox,
    ErrorShown,
    FieldError,
    FormField,
    LoadState,
    ProblemNote,
    RouterLink,
    SavedMeanwhile,
  ],
  templateUrl: './survey-form.html',
})
export class SurveyForm {
  private readonly api = inject(Api);
  private readonly router = inject(Router);

  /** Of the draft that is mended; none for a new one. */
  readonly id = input<string>();

  private readonly key = crypto.randomUUID();
  private readonly survey = signal<Survey | null>(null);
  protected readonly ready = signal(false);
  private readonly loading = new Attempt();
  protected readonly state: Loadable = {
    value: () => (this.ready() ? true : null),
    problem: this.loading.problem,
    retry: () => this.load(),
  };
  protected readonly attempt = new Attempt();
  protected readonly hospitals = new Fetched(() => inNetwork(this.api));
  protected readonly work = versionedDraft({
    source: this.survey,
    id: (survey) => survey?.id ?? 'new',
    version: (survey) => survey?.version ?? 0,
    begin: (survey) => (survey === null ? EMPTY : begun(survey)),
  });
  protected readonly draft = this.work.typed;
  protected readonly writing = form(this.draft, (path) => checkedBy(path, MakeSurvey, toWire));
  protected readonly topicWords = SURVEY_TOPICS;
  protected readonly topics = Object.entries(SURVEY_TOPICS);
  protected readonly audiences = SURVEY_AUDIENCES;

  constructor() {
    effect(() => {
      this.id();
      untracked(() => void this.load());
    });
  }

  private async load(): Promise<void> {
    // The list first: a select shows a value only when it has that line.
    await this.hospitals.refresh();
    const id = this.id();
    const survey =
      id === undefined ? null : await this.loading.run(() => this.api.call('GET surveys/:id', { params: { id } }));
    if (this.loading.problem() !== null || id !== this.id()) return;
    this.survey.set(survey);
    this.ready.set(true);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    const wire = toWire(this.draft());
    const id = this.id();
    const version = this.work.seen()?.version ?? 0;
    const survey = await this.work.save(
      this.attempt,
      () =>
        send(this.writing, this.attempt, () =>
          id === undefined
            ? this.api.call('POST surveys', { body: wire, key: this.key })
            : this.api.call('POST surveys/:id/change', {
                params: { id },
                body: { ...wire, version } satisfies ChangeSurvey,
              }),
        ),
      (current) => current as unknown as Survey,
    );
    if (survey !== null) await this.router.navigate(['/surveys', survey.id]);
    else if (this.work.meanwhile() === null) focusFirstError(this.writing);
  }
}

function begun({ hospital, topic, title, link, words, groupOnly }: Survey): Draft {
  return { topic, title, link, words, groupOnly, hospitalId: hospital?.id ?? '' };
}

function toWire(draft: Draft): MakeSurvey {
  return { ...draft, hospitalId: orNull(draft.hospitalId) };
}
