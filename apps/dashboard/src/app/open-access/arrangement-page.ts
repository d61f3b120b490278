import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { ArrangementDetail } from '@shared-care/contracts/open-access/answers';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import { CHASES } from '@shared-care/domain/open-access-review';
import { openAccessActionsOf } from '@shared-care/domain/open-access-states';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { PatientBanner } from '@shared-care/ui/patient-banner/patient-banner';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { WeekBar } from '@shared-care/ui/week-bar/week-bar';
import { Api } from '../core/api';
import { PatientNotHere } from '../patients/patient-not-here';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { ActionForm, type AskedAction } from './action-form';
import { askedActions } from './arrangement-actions';
import { ArrangementContentList } from './arrangement-content';
import { ArrangementForm } from './arrangement-form';
import { eventWords, forcedWords, meaningWords, stepsOf } from './arrangement-words';
import { UnitNumber } from '../core/unit-number';

/** One version of an arrangement: what its state means, what it says, and what this person may do with it. */
@Component({
  selector: 'sc-arrangement-page',
  host: { class: 'u-block u-w-xl' },
  imports: [
    MatButton,
    ActionForm,
    ArrangementContentList,
    ArrangementForm,
    AtTime,
    OnDate,
    OpenAccessChip,
    PatientBanner,
    PatientNotHere,
    LoadState,
    ProblemNote,
    RouterLink,
    WeekBar,
    UnitNumber,
  ],
  templateUrl: './arrangement-page.html',
  styleUrl: './arrangement-page.scss',
})
export class ArrangementPage {
  /** From the route. */
  readonly id = input.required<string>();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.api.call('GET open-access/:id', { params: { id } }),
    (live) => live.changed('patients'),
  );
  protected readonly arrangement = this.fetched.value;
  protected readonly problem = this.fetched.problem;
  protected readonly notHere = computed(() => ['not_found', 'invalid', 'refused'].includes(this.problem()?.code ?? ''));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly nowWords = computed(() => `${shortDate(this.today())} ${londonTime(this.clock.now())}`);

  private readonly role = computed(() => this.session.user()?.role ?? null);
  protected readonly editing = computed(
    () => this.arrangement()?.state === 'draft' && this.session.may('openAccess', 'draft'),
  );
  protected readonly actions = computed(() => {
    const [arrangement, role] = [this.arrangement(), this.role()];
    return arrangement && role ? askedActions(arrangement, role) : [];
  });
  protected readonly mayAgree = computed(() => {
    const [arrangement, role] = [this.arrangement(), this.role()];
    return (
      role === 'link_consultant' && !!arrangement && openAccessActionsOf(role, arrangement.state).includes('agree')
    );
  });
  /** A newer version can be drafted from one that counts or has ended, while none is in the making. */
  protected readonly mayRenew = computed(() => {
    const arrangement = this.arrangement();
    return (
      !!arrangement &&
      this.session.may('openAccess', 'draft') &&
      !['draft', 'awaiting_local_agreement'].includes(arrangement.state) &&
      arrangement.renewal === null
    );
  });
  protected readonly sentBack = computed(() => {
    const last = this.arrangement()?.history[0];
    return this.arrangement()?.state === 'draft' && last?.kind === 'sent_back' ? last : null;
  });
  protected readonly asked = signal<AskedAction | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly doneWords = signal('');

  protected readonly states = OPEN_ACCESS_STATES;
  protected readonly chases = CHASES;
  protected readonly meaning = meaningWords;
  protected readonly steps = stepsOf;
  protected readonly event = eventWords;
  protected readonly forced = forcedWords;

  protected took(arrangement: ArrangementDetail): void {
    const before = this.arrangement()?.state;
    this.asked.set(null);
    this.fetched.take(arrangement);
    if (before !== arrangement.state) this.doneWords.set(`Now: ${OPEN_ACCESS_STATES[arrangement.state]}.`);
  }

  protected async agree(arrangement: ArrangementDetail): Promise<void> {
    const answer = await this.attempt.run(() =>
      this.api.call('POST open-access/:id/agree', {
        params: { id: arrangement.id },
        body: { version: arrangement.version },
      }),
    );
    if (answer !== null) this.took(answer);
  }

  protected async renew(arrangement: ArrangementDetail): Promise<void> {
    const draft = await this.attempt.run(() =>
      this.api.call('POST patients/:id/open-access', {
        params: { id: arrangement.patient.id },
        body: { hospitalId: arrangement.hospital.id },
      }),
    );
    if (draft !== null) await this.router.navigate(['/open-access', draft.id]);
  }

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }

  protected print(): void {
    window.print();
  }
}
