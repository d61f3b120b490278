import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ClosureReview } from '@shared-care/contracts/hospitals/answers';
import { CLOSURE_STATES, CLOSURE_SUBJECTS } from '@shared-care/domain/hospital-profile';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';

/** A closure or successor that was published for a hospital of ours, what it touches, and what was decided. */
@Component({
  selector: 'sc-closure-note',
  host: { class: 'u-block u-py-3 u-px-4 u-boxed u-edge-amber u-round-key u-on-card' },
  imports: [MatButton, AtTime, OnDate, ProblemNote, RouterLink],
  templateUrl: './closure-note.html',
})
export class ClosureNote {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  readonly review = input.required<ClosureReview>();
  readonly today = input<string | null>(null);
  readonly decided = output<ClosureReview>();
  readonly stale = output();

  protected readonly attempt = new Attempt();
  protected readonly answering = signal<'accept' | 'ignore' | null>(null);
  protected readonly reason = signal('');
  protected readonly error = computed(() => fieldProblem(this.attempt.problem(), 'reason'));
  protected readonly touches = computed(() => {
    const { hospital, touches } = this.review();
    const { children, arrangements, contacts } = touches;
    const query = { hospital: hospital.id };
    // Each count leads to what it counts, for those who may open it.
    return [
      {
        words: `${children} linked ${children === 1 ? 'child' : 'children'}`,
        path: this.session.may('patient', 'search') ? '/patients' : null,
        query,
      },
      {
        words: `${arrangements} valid open access ${arrangements === 1 ? 'arrangement' : 'arrangements'}`,
        path: this.session.may('openAccess', 'board') ? '/open-access' : null,
        query,
      },
      { words: `${contacts} ${contacts === 1 ? 'contact' : 'contacts'}`, path: `/hospitals/${hospital.id}`, query: {} },
    ];
  });
  protected readonly states = CLOSURE_STATES;
  protected readonly subjects = CLOSURE_SUBJECTS;

  protected async decide(event: Event): Promise<void> {
    event.preventDefault();
    const decided = await this.attempt.run(() =>
      this.api.call('POST closure-reviews/:id/decide', {
        params: { id: this.review().id },
        body: { version: this.review().version, accept: this.answering() === 'accept', reason: this.reason() },
      }),
    );
    if (decided !== null) {
      this.answering.set(null);
      return this.decided.emit(decided);
    }
    if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
  }
}
