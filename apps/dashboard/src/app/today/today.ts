import {
  afterNextRender,
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
  viewChildren,
} from '@angular/core';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { AlertView } from '@shared-care/contracts/alerts/shapes';
import { londonDate, londonTime, longDate } from '@shared-care/domain/london-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { ShownOf } from '@shared-care/ui/shown-of/shown-of';
import { AlertStore } from '../alerts/alert-store';
import { DeliveryStore } from '../alerts/delivery-store';
import { firstComer } from '../alerts/first-comer';
import { focusWhenLost } from '../core/kept-focus';
import { Live } from '../core/live';
import { toProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { type AlertFilter, filterInWords, hospitalsOf, isFiltering, isReason, passes } from './alert-filter';
import { type AlertRow, arrange } from './alert-rows';
import { AlertTable, type RowNote } from './alert-table';
import { DeliveryTroubleNote } from './delivery-trouble';
import { ListFilters } from './list-filters';
import { listInWords, newInWords } from './list-words';
import { SideItems } from './side-items';

const UNDO_MS = 10_000;
const SKELETON_AFTER_MS = 150;
const SLOW_AFTER_MS = 8000;

const VIEWS: readonly { view: AlertView; word: string; none: string }[] = [
  { view: 'open', word: 'Open', none: 'No alerts need action.' },
  { view: 'mine', word: 'Mine', none: 'You own no alerts.' },
  { view: 'awaiting', word: 'Awaiting', none: 'No alerts are waiting for somebody.' },
  { view: 'closed_today', word: 'Closed today', none: 'No alerts were closed today.' },
  { view: 'withdrawn', word: 'Withdrawn', none: 'No alerts were withdrawn in the last 7 days.' },
];

/** The page a nurse lives in: which children are in a hospital now, who owns each alert, what to do next. */
@Component({
  selector: 'sc-today',
  imports: [
    RouterOutlet,
    RouterLink,
    AlertTable,
    DeliveryTroubleNote,
    EmptyState,
    ListFilters,
    ProblemNote,
    ShownOf,
    SideItems,
  ],
  templateUrl: './today.html',
  styleUrl: './today.scss',
})
export class Today {
  protected readonly store = inject(AlertStore);
  protected readonly deliveries = inject(DeliveryStore);
  protected readonly session = inject(SessionStore);
  protected readonly clock = inject(ServerClock);
  private readonly live = inject(Live);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  /** Which list, from the address. */
  readonly view = input<string>();
  /** Id of a hospital, from the address like the two below. */
  readonly hospital = input<string>();
  readonly reason = input<string>();
  readonly only = input<string>();

  private readonly tables = viewChildren(AlertTable);
  private readonly rows = signal<readonly AlertRow[]>([]);
  protected readonly waiting = signal<readonly AlertInQueue[]>([]);
  protected readonly notes = signal<ReadonlyMap<string, RowNote>>(new Map());
  protected readonly skeleton = signal(false);
  protected readonly slow = signal(false);
  /** Set while an alert is open beside the list. */
  protected readonly panel = signal(false);
  private arrangedFor: AlertView | null = null;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  /** What was typed to narrow the list; it may name a child, so it is not in the address. */
  private readonly text = signal('');
  protected readonly filter = computed<AlertFilter>(() => {
    const reason = this.reason() ?? '';
    return {
      hospitalId: this.hospital() ?? '',
      reason: isReason(reason) ? reason : '',
      unmatched: this.only() === 'unmatched',
      text: this.text(),
    };
  });
  protected readonly filtering = computed(() => isFiltering(this.filter()));
  protected readonly hospitals = computed(() => hospitalsOf(this.rows().map(({ alert }) => alert)));
  protected readonly filterWords = computed(() => filterInWords(this.filter(), this.hospitals()));
  private readonly passing = computed(() => this.rows().filter(({ alert }) => passes(alert, this.filter())));
  /** A filter never hides without saying so: above all not a red alert. */
  protected readonly hidden = computed(() => {
    const hidden = this.rows().filter((row) => !row.gone && !passes(row.alert, this.filter()));
    if (hidden.length === 0) return null;
    const red = hidden.filter(({ alert }) => alert.tier === 'red').length;
    return `${hidden.length} ${hidden.length === 1 ? 'alert' : 'alerts'} hidden by this filter${red > 0 ? `, ${red} red` : ''}.`;
  });

  protected readonly views = VIEWS;
  protected readonly shown = computed(() => VIEWS.find(({ view }) => view === this.view()) ?? VIEWS[0]!);
  protected readonly loaded = computed(() => this.store.queue() !== null);
  /** Blue alerts are information; they keep out of the way of those which need somebody. */
  protected readonly main = computed(() =>
    this.passing().filter((row) => this.shown().view !== 'open' || row.alert.tier !== 'blue'),
  );
  protected readonly blue = computed(() =>
    this.passing().filter((row) => this.shown().view === 'open' && row.alert.tier === 'blue'),
  );
  protected readonly date = computed(() => longDate(londonDate(this.clock.now())));
  protected readonly checkedAt = computed(() => {
    const now = this.store.queue()?.now;
    return now === undefined ? '' : londonTime(new Date(now));
  });
  protected readonly summary = computed(() => {
    const alerts = this.passing()
      .filter((row) => !row.gone)
      .map(({ alert }) => alert);
    return listInWords(this.shown().view, alerts);
  });
  protected readonly waitingInWords = computed(() => newInWords(this.waiting()));
  protected readonly disabledBecause = computed(() =>
    this.live.offline() ? 'Offline: nothing can be saved now.' : null,
  );

  constructor() {
    effect(() => this.store.show(this.shown().view));
    effect(() => {
      const queue = this.store.queue();
      const view = this.shown().view;
      if (queue === null || this.store.view() !== view) return;
      untracked(() => this.bringUpToDate(view, queue.alerts));
    });
    effect(() => {
      if (this.loaded()) {
        this.skeleton.set(false);
        this.slow.set(false);
      }
    });
    this.later(SKELETON_AFTER_MS, () => this.skeleton.set(!this.loaded()));
    this.later(SLOW_AFTER_MS, () => this.slow.set(!this.loaded()));
    inject(DestroyRef).onDestroy(() => {
      this.timers.forEach((timer) => clearTimeout(timer));
      this.store.open(null);
    });
  }

  protected open(alert: AlertInQueue): void {
    void this.router.navigate(['/alerts', alert.id], { queryParamsHandling: 'preserve' });
  }

  protected closePanel(): void {
    void this.router.navigate(['/'], { queryParamsHandling: 'preserve' });
  }

  protected narrow({ hospitalId, reason, text }: Partial<AlertFilter>): void {
    if (text !== undefined) this.text.set(text);
    if (hospitalId === undefined && reason === undefined) return;
    void this.router.navigate([], {
      queryParamsHandling: 'merge',
      queryParams: {
        ...(hospitalId === undefined ? {} : { hospital: hospitalId || null }),
        ...(reason === undefined ? {} : { reason: reason || null }),
      },
    });
  }

  protected clearFilters(): void {
    this.text.set('');
    void this.router.navigate([], {
      queryParamsHandling: 'merge',
      queryParams: { hospital: null, reason: null, only: null },
    });
  }

  /** Back to where the person came from. */
  protected panelClosed(): void {
    const id = this.store.openId();
    this.panel.set(false);
    this.store.open(null);
    if (id === null) return;
    afterNextRender(() => this.tables().some((table) => table.focusRow(id)), { injector: this.injector });
  }

  protected showNew(): void {
    const queue = this.store.queue();
    const first = this.waiting()[0];
    if (queue === null || first === undefined) return;
    this.take(arrange(this.rows(), queue.alerts, true));
    afterNextRender(() => this.tables().some((table) => table.focusRow(first.id)), { injector: this.injector });
  }

  protected async acknowledge(alert: AlertInQueue): Promise<void> {
    if (this.disabledBecause() !== null) return;
    this.note(alert.id, { kind: 'working', words: 'Acknowledging', undo: false });
    try {
      const detail = await this.store.acknowledge(alert);
      const since = londonTime(new Date(detail.acknowledgedAt ?? detail.now));
      this.note(alert.id, { kind: 'owned', words: `Owner: you since ${since}`, undo: true });
      this.later(UNDO_MS, () => this.note(alert.id, null));
      this.keepFocus(alert.id);
    } catch (error) {
      this.note(alert.id, { kind: 'failed', words: this.refusal(error), undo: false });
      this.keepFocus(alert.id);
    }
  }

  protected async undo(alert: AlertInQueue): Promise<void> {
    // The row may still show the version from before it was acknowledged.
    const current = this.store.latest(alert.id) ?? alert;
    this.note(alert.id, { kind: 'working', words: 'Handing back', undo: false });
    try {
      await this.store.handBack(current);
      this.note(alert.id, null);
    } catch (error) {
      this.note(alert.id, { kind: 'failed', words: this.refusal(error), undo: false });
    }
    this.keepFocus(alert.id);
  }

  private refusal(error: unknown): string {
    const problem = toProblem(error);
    return firstComer(problem) ?? `${problem.title}. ${problem.detail}`;
  }

  private bringUpToDate(view: AlertView, alerts: readonly AlertInQueue[]): void {
    if (this.arrangedFor !== view) {
      this.arrangedFor = view;
      this.notes.set(new Map());
      this.take(arrange([], alerts, true));
      return;
    }
    this.take(arrange(this.rows(), alerts, this.atRest()));
    // A row which has left the list shows why: what the person's own action made of it.
    this.rows.update((rows) =>
      rows.map((row) => {
        const latest = row.gone ? this.store.latest(row.alert.id) : null;
        return latest === null || latest.version <= row.alert.version ? row : { ...row, alert: latest };
      }),
    );
  }

  private take({ rows, waiting }: { rows: AlertRow[]; waiting: AlertInQueue[] }): void {
    this.rows.set(rows);
    this.waiting.set(waiting);
  }

  /** At the top, and neither pointer nor focus in it: then nothing can slip away under somebody's hand. */
  private atRest(): boolean {
    const list = this.element.nativeElement.querySelector('.rows');
    if (list === null) return true;
    return window.scrollY < 80 && !list.contains(document.activeElement) && !list.matches(':hover');
  }

  /** The button which had the focus has gone; the row keeps it, so that the keys still act. */
  private keepFocus(id: string): void {
    focusWhenLost(this.injector, () => {
      this.tables().some((table) => table.focusRow(id));
      return null;
    });
  }

  private note(id: string, note: RowNote | null): void {
    this.notes.update((notes) => {
      const next = new Map(notes);
      if (note === null) next.delete(id);
      else next.set(id, note);
      return next;
    });
  }

  private later(ms: number, act: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, ms);
    this.timers.add(timer);
  }
}
