import {
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type {
  RecordedRotaChange,
  RotaChangeLine,
  RotaDayLine,
  RotaGapLine,
  RotaShift,
} from '@shared-care/contracts/rota/answers';
import { addDays, londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import type { Tier } from '@shared-care/domain/alert-tier';
import { ROTA_CHANGE_KINDS } from '@shared-care/domain/rota';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { Icon } from '@shared-care/ui/icon/icon';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Live } from '../core/live';
import { Attempt } from '../core/attempt';
import { Fetched } from '../core/fetched';
import { fetchedFor } from '../core/fetched-for';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { type ChangeDraft, emptyDraft, RotaChangeForm } from './rota-change-form';
import { RotaGrid } from './rota-grid';
import { RotaLinks } from './rota-links';
import { RotaNow } from './rota-now';
import { RotaSwaps } from './rota-swaps';
import { dayWords, dutyWords, mondayOf, WEEKDAYS } from './rota-words';
import { ToldLadder } from './told-ladder';
import { lanesOf, peopleOf } from './week-lanes';

const NARROW = '(max-width: 43.75rem)';

/** One week: who holds what in hours and out of hours, where nobody does, and what differs from the weekly rota. */
@Component({
  selector: 'sc-rota-page',
  host: { class: 'u-block' },
  imports: [
    MatButton,
    Avatar,
    EmptyState,
    Icon,
    LoadState,
    ProblemNote,
    RotaChangeForm,
    RotaGrid,
    RotaLinks,
    RotaNow,
    RotaSwaps,
    RouterLink,
    ToldLadder,
  ],
  templateUrl: './rota-page.html',
  styleUrl: './rota-page.scss',
})
export class RotaPage {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly session = inject(SessionStore);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  /** Any date of the week shown, from the address; this week without it. */
  readonly date = input<string>();

  protected readonly fetched = new Fetched(() => this.api.call('GET rota', { query: { date: this.date() } }));
  protected readonly week = this.fetched.value;
  protected readonly mayWrite = computed(() => this.session.may('rota', 'write'));
  protected readonly maySwap = computed(() => this.session.may('rotaSwap', 'read'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly now = this.clock.now;
  /** Where seven days do not fit side by side there is a list of days. */
  protected readonly narrow = signal(matchMedia(NARROW).matches);
  protected readonly isThisWeek = computed(() => this.week()?.monday === mondayOf(this.today()));
  /** A day that is over is looked up in the grid, not on a phone at night. */
  protected readonly comingDays = computed(() => {
    const days = this.week()?.days ?? [];
    return this.isThisWeek() ? days.filter(({ bands }) => bands.some(({ until }) => !this.isOver(until))) : days;
  });
  protected readonly people = computed(() => {
    const week = this.week();
    return week === null ? [] : peopleOf(lanesOf(week));
  });
  protected readonly tier = signal<Tier>('red');
  protected readonly tiers: { tier: Tier; word: string }[] = [
    { tier: 'red', word: 'Red' },
    { tier: 'amber', word: 'Amber' },
  ];
  private readonly minute = computed(() => this.clock.now().toISOString().slice(0, 16));
  protected readonly told = fetchedFor(
    () => `${this.tier()} ${this.minute()}`,
    (asked) => {
      const [tier, minute] = asked.split(' ') as [Tier, string];
      return this.api.call('GET rota/told', { query: { at: `${minute}:00Z`, tier } });
    },
    (live) => live.changed('rota'),
  );
  protected readonly ladderFrom = computed(() => {
    const at = this.told.value()?.at;
    return at === undefined ? 'now' : `${dayWords(londonDate(new Date(at)))} ${londonTime(new Date(at))}`;
  });
  protected readonly title = computed(() => {
    const monday = this.week()?.monday;
    return monday ? `${shortDate(monday)} to ${shortDate(addDays(monday, 6))}` : '';
  });
  protected readonly draft = signal<ChangeDraft | null>(null);
  protected readonly attempt = new Attempt();
  /** What was just done, with the step that takes it back. */
  protected readonly done = signal<{ words: string; undo: 'withdraw' | 'restore'; change: RecordedRotaChange } | null>(
    null,
  );
  protected readonly kinds = ROTA_CHANGE_KINDS;
  protected readonly dutyWords = dutyWords;
  protected readonly dayWords = dayWords;
  protected readonly shortDate = shortDate;

  constructor() {
    const width = matchMedia(NARROW);
    const look = (): void => this.narrow.set(width.matches);
    width.addEventListener('change', look);
    inject(DestroyRef).onDestroy(() => width.removeEventListener('change', look));
    effect(() => {
      this.date();
      this.live.changed('rota');
      untracked(() => void this.fetched.retry());
    });
  }

  /** A gap that runs from day into night is one. */
  protected readonly gapCount = computed(() => {
    const gaps = this.week()?.days.flatMap(({ bands }) => bands.flatMap((band) => band.gaps)) ?? [];
    return new Set(gaps.map(({ duty, whole }) => `${duty} ${whole.from}`)).size;
  });

  protected readonly gapWords = computed(() => {
    const gaps = this.week()?.days.flatMap(({ bands }) => bands.flatMap((band) => band.gaps)) ?? [];
    const words = gaps.map(({ duty, whole }) => `${dutyWords(duty)}, ${this.longTimes(whole)}`);
    return [...new Set(words)].join('; ');
  });

  /** Of somebody known by name alone: their hue is that of their bars. */
  protected idOf(name: string): string {
    return this.week()?.people.find((one) => one.name === name)?.id ?? name;
  }

  protected times(part: { from: string; until: string }): string {
    return `${londonTime(new Date(part.from))} to ${londonTime(new Date(part.until))}`;
  }

  protected longTimes(part: { from: string; until: string }): string {
    const words = (at: string): string => `${dayWords(londonDate(new Date(at)))} ${londonTime(new Date(at))}`;
    return `${words(part.from)} to ${words(part.until)}`;
  }

  protected whole(shift: RotaShift, band: { from: string; until: string }): boolean {
    return shift.from === band.from && shift.until === band.until;
  }

  protected isOver(until: string): boolean {
    return Date.parse(until) <= this.clock.now().getTime();
  }

  protected changeWords({ kind, off, on, duty }: RotaChangeLine): string {
    if (kind === 'leave') return `${off} is on leave`;
    const what = duty === null ? '' : dutyWords(duty);
    return kind === 'swap' ? `${on} for ${off}, ${what}` : `${on}, ${what}`;
  }

  protected refresh(): void {
    void this.fetched.refresh();
  }

  protected go(weeks: number): void {
    const from = this.week()?.monday ?? mondayOf(this.today());
    void this.router.navigate(['/rota'], { queryParams: weeks === 0 ? {} : { date: addDays(from, weeks * 7) } });
  }

  protected print(): void {
    window.print();
  }

  protected open(kind: ChangeDraft['kind']): void {
    this.show({ ...emptyDraft(this.today()), kind });
  }

  protected fill(gap: RotaGapLine): void {
    this.show({ ...emptyDraft(this.today()), kind: 'extra_cover', duty: gap.duty, ...this.typed(gap.whole) });
  }

  protected swap(shift: RotaShift): void {
    this.show({
      ...emptyDraft(this.today()),
      kind: 'swap',
      duty: shift.duty,
      offUserId: shift.userId,
      ...this.typed(shift),
    });
  }

  protected close(): void {
    this.draft.set(null);
    this.keepFocus();
  }

  protected recorded(saved: { words: string; change: RecordedRotaChange }): void {
    this.draft.set(null);
    this.done.set({ ...saved, undo: 'withdraw' });
    void this.fetched.refresh();
    this.keepFocus();
  }

  protected takeBack(change: RotaChangeLine): Promise<void> {
    return this.run(`Taken back: ${this.changeWords(change)}, ${this.longTimes(change)}.`, 'restore', () =>
      this.api.call('POST rota/changes/:id/withdraw', { params: { id: change.id }, body: { version: change.version } }),
    );
  }

  protected undo(): Promise<void> {
    const done = this.done();
    if (done === null) return Promise.resolve();
    return done.undo === 'withdraw'
      ? this.run('Undone. The rota is as it was before.', 'restore', () =>
          this.api.call('POST rota/changes/:id/withdraw', {
            params: { id: done.change.id },
            body: { version: done.change.version },
          }),
        )
      : this.run('Restored.', 'withdraw', () =>
          this.api.call('POST rota/changes/:id/restore', {
            params: { id: done.change.id },
            body: { version: done.change.version },
          }),
        );
  }

  private async run(
    words: string,
    undo: 'withdraw' | 'restore',
    verb: () => Promise<RecordedRotaChange>,
  ): Promise<void> {
    if (this.attempt.busy()) return;
    const change = await this.attempt.run(verb);
    if (change !== null) this.done.set({ words, undo, change });
    void this.fetched.refresh();
    this.keepFocus();
  }

  private show(draft: ChangeDraft): void {
    this.done.set(null);
    this.attempt.forget();
    this.draft.set(draft);
  }

  private typed({ from, until }: { from: string; until: string }): Partial<ChangeDraft> {
    const [starts, ends] = [new Date(from), new Date(until)];
    return {
      fromDate: londonDate(starts),
      fromTime: londonTime(starts),
      untilDate: londonDate(ends),
      untilTime: londonTime(ends),
    };
  }

  private keepFocus(): void {
    focusWhenLost(this.injector, () => this.heading().nativeElement);
  }

  protected dayName({ date }: RotaDayLine): string {
    return WEEKDAYS[new Date(`${date}T12:00:00Z`).getUTCDay()]!;
  }
}
