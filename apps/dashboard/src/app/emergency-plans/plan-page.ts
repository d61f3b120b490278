import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { EmergencyPlan } from '@shared-care/contracts/emergency-plans/answers';
import { EMERGENCY_PLAN_STATES } from '@shared-care/domain/emergency-plan';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { PatientBanner } from '@shared-care/ui/patient-banner/patient-banner';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { PlanChanges } from './plan-changes';
import { PlanEditor } from './plan-editor';
import { PLAN_LOOKS } from './plan-words';

/** One version of a plan: written here, read against the one on the card, and approved at the end of that. */
@Component({
  selector: 'sc-plan-page',
  host: { class: 'u-block u-w-xl' },
  imports: [MatButton, AtTime, OnDate, PatientBanner, PlanChanges, PlanEditor, LoadState, ProblemNote, RouterLink],
  templateUrl: './plan-page.html',
  styleUrl: './plan-page.scss',
})
export class PlanPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  /** From the route. */
  readonly id = input.required<string>();

  protected readonly fetched = fetchedFor(this.id, (id) =>
    this.api.call('GET emergency-plans/:id', { params: { id } }),
  );
  protected readonly plan = this.fetched.value;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly states = EMERGENCY_PLAN_STATES;
  protected readonly looks = PLAN_LOOKS;
  protected readonly attempt = new Attempt();
  protected readonly saved = signal('');
  protected readonly reasonFor = signal<'return' | 'withdraw' | null>(null);
  protected readonly because = signal('');

  protected readonly mayWrite = computed(
    () => this.plan()?.state === 'draft' && this.session.may('emergencyPlan', 'write'),
  );
  protected readonly mayApprove = computed(() => this.session.may('emergencyPlan', 'approve'));
  protected readonly isAuthor = computed(() => {
    const me = this.session.user()?.id;
    return this.plan()?.authors.some(({ id }) => id === me) ?? false;
  });
  /** A doctor first reads; a person who may only write begins with the text. */
  protected readonly editing = linkedSignal(() => this.mayWrite() && !this.mayApprove());
  /** Why nobody here can approve it now; null when this person can. */
  protected readonly whyNotApprove = computed(() => {
    const plan = this.plan();
    if (!plan || plan.state !== 'draft') return null;
    if (!this.mayApprove()) return 'A doctor of the unit who did not write it approves it.';
    if (this.isAuthor()) return 'You typed in this draft, so another doctor approves it.';
    return plan.missingToApprove.length > 0 ? 'It cannot be approved yet:' : null;
  });

  protected took(plan: EmergencyPlan, words: string): void {
    this.fetched.take(plan);
    this.saved.set(words);
    this.reasonFor.set(null);
    this.because.set('');
  }

  protected async approve(): Promise<void> {
    const { id, version } = this.plan()!;
    const plan = await this.attempt.run(() =>
      this.api.call('POST emergency-plans/:id/approve', { params: { id }, body: { version } }),
    );
    if (plan) this.took(plan, 'Approved. It is on the card now.');
  }

  protected async discard(): Promise<void> {
    const { id, version } = this.plan()!;
    const plan = await this.attempt.run(() =>
      this.api.call('POST emergency-plans/:id/discard', { params: { id }, body: { version } }),
    );
    if (plan) this.took(plan, 'Discarded. The card did not change.');
  }

  protected async sendReason(event: Event): Promise<void> {
    event.preventDefault();
    const verb = this.reasonFor()!;
    const { id, version } = this.plan()!;
    const asked = { params: { id }, body: { version, because: this.because() } };
    const plan = await this.attempt.run(() =>
      verb === 'return'
        ? this.api.call('POST emergency-plans/:id/return', asked)
        : this.api.call('POST emergency-plans/:id/withdraw', asked),
    );
    if (plan) this.took(plan, verb === 'return' ? 'Sent back to its author.' : 'Withdrawn. The card says so.');
  }

  protected print(): void {
    window.print();
  }
}
