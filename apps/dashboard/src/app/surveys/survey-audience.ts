import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { Survey } from '@shared-care/contracts/surveys/answers';
import { WHY_NOT_CONTACTED, type WhyNotContacted } from '@shared-care/domain/may-contact';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';

/** Who would get a draft, who would not and why, the message itself, and the button that sends it. */
@Component({
  selector: 'sc-survey-audience',
  host: { class: 'u-stack u-gap-4' },
  imports: [MatButton, IdentityLine, LoadState, ProblemNote],
  templateUrl: './survey-audience.html',
  styleUrl: './survey-lists.scss',
})
export class SurveyAudienceList {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  readonly survey = input.required<Survey>();
  readonly today = input.required<string>();
  readonly sent = output<Survey>();
  /** Somebody else was first: the draft is another one. */
  readonly stale = output();

  private readonly id = computed(() => this.survey().id);
  protected readonly fetched = fetchedFor(this.id, (id) =>
    this.api.call('GET surveys/:id/audience', { params: { id } }),
  );
  protected readonly audience = this.fetched.value;
  protected readonly attempt = new Attempt();
  protected readonly why = WHY_NOT_CONTACTED;
  /** Lists that are unfolded: hundreds of lines out of sight are not drawn. */
  protected readonly unfolded = signal<ReadonlySet<string>>(new Set());
  protected readonly leftOut = computed(() => {
    const groups = new Map<WhyNotContacted, PatientIdentity[]>();
    for (const { patient, because } of this.audience()?.leftOut ?? [])
      groups.set(because, [...(groups.get(because) ?? []), patient]);
    return [...groups].map(([because, children]) => ({ because, children }));
  });

  protected unfold(list: string, open: boolean): void {
    this.unfolded.update((before) => new Set(open ? [...before, list] : [...before].filter((each) => each !== list)));
  }

  protected families(count: number): string {
    return count === 1 ? '1 family' : `${count} families`;
  }

  protected async send(families: number): Promise<void> {
    const { id, version } = this.survey();
    const survey = await this.attempt.run(() =>
      this.api.call('POST surveys/:id/send', { params: { id }, body: { version, families } }),
    );
    if (survey !== null) this.sent.emit(survey);
    else {
      void this.fetched.refresh();
      if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
    }
  }
}
