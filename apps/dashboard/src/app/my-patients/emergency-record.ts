import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { EmergencyView } from '@shared-care/contracts/break-glass/answers';
import type { Problem } from '@shared-care/contracts/problem';
import { timeToBreach } from '@shared-care/domain/alert-clock';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { londonDate, shortDateTime, londonTime } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { EmergencyCardView } from '@shared-care/ui/emergency-card/emergency-card';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { Icon } from '@shared-care/ui/icon/icon';
import { ChildFacts } from '@shared-care/ui/patient-banner/child-facts';
import { type Loadable, LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { toProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { ChildFrame } from './child-frame';
import { LogArrival } from './log-arrival';
import { WhereNow } from '@shared-care/ui/where-now/where-now';

/** What helps in an emergency, under a banner that says for how long and that it is recorded. Gone when it ends. */
@Component({
  selector: 'sc-emergency-record',
  host: { class: 'u-block u-relative' },
  imports: [
    MatButton,
    ChildFacts,
    ChildFrame,
    EmergencyCardView,
    Icon,
    LogArrival,
    LoadState,
    OnDate,
    OpenAccessChip,
    RouterLink,
    WhereNow,
  ],
  templateUrl: './emergency-record.html',
  styleUrl: './emergency-record.scss',
})
export class EmergencyRecord {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  /** From the address: the grant's. */
  readonly id = input.required<string>();

  private readonly loaded = signal<EmergencyView | null>(null);
  protected readonly ended = signal(false);
  private readonly problem = signal<Problem | null>(null);
  protected readonly state: Loadable = {
    value: this.loaded,
    problem: this.problem,
    retry: () => this.load(this.id()),
  };
  protected readonly view = computed(() => (this.ended() ? null : this.loaded()));
  protected readonly warnings = warningsOf(inject(Router).currentNavigation()?.extras.state);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly logging = signal(false);
  protected readonly name = computed(() => formalName(this.view()!.patient));
  protected readonly age = computed(() => ageAt(this.view()!.patient.birthDate, this.today()));
  protected readonly ageSpoken = computed(() => ageInWords(this.view()!.patient.birthDate, this.today()));
  /** The view is made for the hospital of the person who looks: it names that one. */
  protected readonly hospitals = computed(() => {
    const place = this.view()?.place;
    return place ? [place.hospital] : [];
  });
  protected readonly until = computed(() => {
    const end = this.loaded()?.expiresAt;
    return end === undefined ? '' : londonTime(new Date(end));
  });
  protected readonly left = computed(() => {
    const end = this.loaded()?.expiresAt;
    return end === undefined ? '' : timeToBreach(this.clock.now(), new Date(end)).words;
  });
  /** Who looks, and when it was opened: stands behind everything, so that a photograph tells too. */
  protected readonly mark = computed(() => {
    const opened = this.loaded()?.now;
    return opened === undefined ? '' : `${this.session.user()?.displayName ?? ''} · ${shortDateTime(new Date(opened))}`;
  });

  constructor() {
    effect((onCleanup) => {
      const id = this.id();
      untracked(() => void this.load(id));
      onCleanup(() => this.loaded.set(null));
    });
    effect((onCleanup) => {
      const end = this.loaded()?.expiresAt;
      if (end === undefined) return;
      const timer = setTimeout(
        () => {
          this.ended.set(true);
          this.loaded.set(null);
        },
        Math.max(0, Date.parse(end) - this.clock.read().getTime()),
      );
      onCleanup(() => clearTimeout(timer));
    });
  }

  private async load(id: string): Promise<void> {
    this.problem.set(null);
    try {
      const view = await this.api.call('GET break-glass/:id', { params: { id } });
      this.ended.set(false);
      this.loaded.set(view);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code === 'not_found') this.ended.set(true);
      else this.problem.set(problem);
    }
  }
}

function warningsOf(state: Record<string, unknown> | undefined): string[] {
  const warnings = state?.['warnings'];
  return Array.isArray(warnings) ? warnings.filter((each) => typeof each === 'string') : [];
}
