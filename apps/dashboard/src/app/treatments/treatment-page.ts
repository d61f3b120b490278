import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { TreatmentDetail, TreatmentVersionView } from '@shared-care/contracts/treatments/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { TREATMENT_CLASSES, TREATMENT_VERSION_STATES, WORDS_NOT_APPROVED } from '@shared-care/domain/treatments';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { ReasonForm } from '../forms/reason-form';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { TREATMENT_LOOKS } from './treatment-looks';
import { TreatmentStore } from './treatment-store';
import { TreatmentWordsForm } from './treatment-words-form';
import { TreatmentWordsView } from './treatment-words-view';

/** One treatment: what surfaces say of it now, the draft beside it, who approves it, and every version there was. */
@Component({
  selector: 'sc-treatment-page',
  host: { class: 'u-stack u-gap-4' },
  imports: [
    AtTime,
    MatButtonModule,
    LoadState,
    ProblemNote,
    ReasonForm,
    RouterLink,
    TreatmentWordsForm,
    TreatmentWordsView,
  ],
  templateUrl: './treatment-page.html',
  styleUrl: './treatment-page.scss',
})
export class TreatmentPage {
  private readonly api = inject(Api);
  private readonly store = inject(TreatmentStore);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  /** From the route. */
  readonly id = input.required<string>();

  protected readonly fetched = fetchedFor(this.id, (id) => this.api.call('GET treatments/:id', { params: { id } }));
  protected readonly treatment = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly approved = computed(() => this.inState('approved'));
  protected readonly draft = computed(() => this.inState('draft'));
  protected readonly editing = signal(false);
  protected readonly withdrawing = signal(false);
  protected readonly done = signal('');
  protected readonly attempt = new Attempt();
  protected readonly states = TREATMENT_VERSION_STATES;
  protected readonly classes = TREATMENT_CLASSES;
  protected readonly looks = TREATMENT_LOOKS;
  protected readonly safeLine = WORDS_NOT_APPROVED;
  protected readonly mayWrite = computed(() => this.session.may('treatment', 'write'));
  protected readonly mayApprove = computed(() => this.session.may('treatment', 'approve'));
  /** Why this person cannot approve the draft; null when they can. */
  protected readonly whyNotApprove = computed(() => {
    const draft = this.draft();
    if (draft === null) return null;
    if (!this.mayApprove()) return 'A doctor of the unit who did not write it approves it.';
    if (draft.mine) return 'You typed in this draft, so another doctor approves it.';
    return draft.emergencyWords === '' ? 'It has no words for the emergency department yet.' : null;
  });

  protected took(detail: TreatmentDetail, words: string): void {
    this.fetched.take(detail);
    this.editing.set(false);
    this.withdrawing.set(false);
    this.done.set(words);
  }

  protected async begin(): Promise<void> {
    const begun = await this.attempt.run(() =>
      this.store.after(this.api.call('POST treatment-words', { body: { treatmentId: this.id() } })),
    );
    if (begun === null) return;
    this.took(begun, '');
    this.editing.set(true);
  }

  protected async approve(draft: TreatmentVersionView): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.store.after(
        this.api.call('POST treatment-words/:id/approve', {
          params: { id: draft.id },
          body: { version: draft.version },
        }),
      ),
    );
    if (answer !== null) this.took(answer, 'Approved. Every surface says these words now.');
  }

  protected async discard(draft: TreatmentVersionView): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.store.after(
        this.api.call('POST treatment-words/:id/discard', {
          params: { id: draft.id },
          body: { version: draft.version },
        }),
      ),
    );
    if (answer !== null) this.took(answer, 'The draft is discarded.');
  }

  protected async withdraw(approved: TreatmentVersionView, because: string): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.store.after(
        this.api.call('POST treatment-words/:id/withdraw', {
          params: { id: approved.id },
          body: { version: approved.version, because },
        }),
      ),
    );
    if (answer !== null) this.took(answer, 'Withdrawn. Every surface says to ring the unit now.');
  }

  private inState(state: TreatmentVersionView['state']): TreatmentVersionView | null {
    return this.treatment()?.versions.find((version) => version.state === state) ?? null;
  }
}
