import {
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { MatButtonModule } from '@angular/material/button';
import { MatStepperModule } from '@angular/material/stepper';
import type { UnitChange, UnitFacts, UnitPage } from '@shared-care/contracts/unit/answers';
import { READINESS, UNIT_FACTS, type ReadinessCode, type UnitFact } from '@shared-care/contracts/unit/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { OwnNumbers } from './own-numbers';
import { SetUpStore } from './set-up-store';
import { TestMail } from './test-mail';
import { UnitFactForm } from './unit-fact-form';

/** The facts of the unit behind the steps that have one. */
const FACT_OF: Partial<Record<ReadinessCode, UnitFact>> = { own_hospital: 'hospital', name: 'name', sender: 'sender' };

/** Where a step is done when it is not done here. */
const DONE_AT: Partial<Record<ReadinessCode, { path: string; words: string; query?: Record<string, string> }>> = {
  network: { path: '/hospitals', words: 'Find a published hospital', query: { show: 'published' } },
  admins: { path: '/users', words: 'Invite an admin' },
  people: { path: '/users', words: 'Invite nurses and doctors' },
  rota: { path: '/rota/pattern', words: 'Write the weekly rota' },
  calendar: { path: '/settings', words: 'Bring in newer bank holidays' },
};

/**
 * What is still missing before the first alert, step by step. Each step is computed from the facts, so it can be left and
 * taken up again by anybody at any time; it says more when something falls back later.
 */
@Component({
  selector: 'sc-set-up-page',
  imports: [
    AtTime,
    Icon,
    MatButtonModule,
    MatStepperModule,
    OwnNumbers,
    LoadState,
    ProblemNote,
    RouterLink,
    TestMail,
    UnitFactForm,
  ],
  host: { class: 'u-block u-w-l', '(document:visibilitychange)': 'look()' },
  templateUrl: './set-up-page.html',
  styleUrl: './set-up-page.scss',
})
export class SetUpPage {
  /** Which step the address asks for. */
  readonly step = input<string>();

  private readonly api = inject(Api);
  private readonly store = inject(SetUpStore);
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  protected readonly session = inject(SessionStore);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  protected readonly readiness = this.store.readiness;
  protected readonly attempt = new Attempt();
  protected readonly names = READINESS;
  protected readonly facts = UNIT_FACTS;
  protected readonly doneAt = DONE_AT;
  protected readonly factOf = FACT_OF;
  protected readonly said = signal('');
  protected readonly mayChange = computed(() => this.session.may('unit', 'change'));
  protected readonly unit = fetchedFor(
    () => this.mayChange() || null,
    () => this.api.call('GET unit'),
    (live) => live.changed('hospitals'),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly steps = computed(() => this.readiness.value()?.steps ?? []);
  protected readonly open = this.store.open;
  protected readonly waiting = computed(() =>
    (this.unit.value()?.changes ?? []).filter(({ state }) => state === 'waiting'),
  );
  protected readonly decided = computed(() =>
    (this.unit.value()?.changes ?? []).filter(({ state }) => state !== 'waiting'),
  );
  /** Chosen once: a step that is done while somebody works in it must not jump away. */
  private readonly chosen = signal<number | null>(null);
  protected readonly selected = computed(() => this.chosen() ?? 0);

  constructor() {
    effect(() => {
      const [steps, asked] = [this.steps(), this.step()];
      if (steps.length === 0 || untracked(this.chosen) !== null) return;
      const wanted = steps.findIndex(({ code }) => code === asked);
      const first = steps.findIndex(({ missing }) => missing.length > 0);
      this.chosen.set(Math.max(0, wanted >= 0 ? wanted : first));
    });
    this.look();
  }

  protected pick(place: number): void {
    this.chosen.set(place);
  }

  /** Users and the like send no hint that they changed. */
  protected look(): void {
    if (document.visibilityState === 'visible') void this.readiness.refresh();
  }

  protected take(page: UnitPage, said: string): void {
    this.unit.take(page);
    this.say(said);
  }

  protected changed({ page, waits }: { page: UnitPage; waits: boolean }): void {
    this.take(page, waits ? 'Proposed. It counts once another admin confirms it.' : 'Saved. It counts from now on.');
  }

  protected say(said: string): void {
    this.said.set(said);
    void this.readiness.refresh();
    focusWhenLost(this.injector, () => this.heading().nativeElement);
  }

  protected addressWords({ address }: UnitFacts): string {
    return address === null ? 'Not recorded' : [...address.lines, address.postcode].join(', ');
  }

  protected isOwn({ proposedBy }: UnitChange): boolean {
    return proposedBy?.id === this.session.user()?.id;
  }

  protected async decide(change: UnitChange, accept: boolean): Promise<void> {
    const page = await this.attempt.run(() =>
      this.api.call('POST unit-changes/:id/decide', {
        params: { id: change.id },
        body: { version: change.version, accept },
      }),
    );
    if (page === null) return void this.unit.refresh();
    this.take(
      page,
      accept
        ? `${UNIT_FACTS[change.what]}: ${change.becomes} from now on.`
        : `${UNIT_FACTS[change.what]} stays as it was.`,
    );
  }
}
