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
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router, RouterLink, RouterOutlet } from '@angular/router';
import type { AlertInQueue, AlertStep } from '@shared-care/contracts/alerts/answers';
import type { AlertView } from '@shared-care/contracts/alerts/shapes';
import { alertGroup, type AlertGroup } from '@shared-care/domain/alert-groups';
import { londonDate, londonTime, shortDate, weekday } from '@shared-care/domain/london-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { type Loadable, LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { ShownOf } from '@shared-care/ui/shown-of/shown-of';
import { AlertStore } from '../alerts/alert-store';
import { DeliveryStore } from '../alerts/delivery-store';
import { Live } from '../core/live';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { type AlertFilter, filterInWords, hospitalsOf, isFiltering, isReason, passes } from './alert-filter';
import { AlertQueue } from './alert-queue';
import { type AlertRow, arrange, moved } from './alert-rows';
import { FootLinks } from './foot-links';
import { ListFilters } from './list-filters';
import { listInWords } from './list-words';
import { NewAlerts } from './new-alerts';
import { Taking } from './taking';
import { ToDo } from './to-do';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** Lists of this page: what runs, and what has ended. */
const LISTS: Readonly<Partial<Record<AlertView, { title: string; none: string }>>> = {
  running: { title: 'Today', none: 'Nothing needs an owner.' },
  closed_today: { title: 'Closed today', none: 'No alerts were closed today.' },
  withdrawn: { title: 'Withdrawn', none: 'No alerts were withdrawn in the last 7 days.' },
};

/** The page a nurse lives in: which children are in a hospital now, who owns each alert, what to do next. */
@Component({
  selector: 'sc-today',
  imports: [
    RouterOutlet,
    RouterLink,
    AlertQueue,
    FootLinks,
    Icon,
    ListFilters,
    LoadState,
    MatButton,
    ProblemNote,
    ShownOf,
    ToDo,
  ],
  providers: [Taking],
  templateUrl: './today.html',
  styleUrl: './today.scss',
})
export class Today {
  protected readonly store = inject(AlertStore);
  protected readonly deliveries = inject(DeliveryStore);
  protected readonly session = inject(SessionStore);
  protected readonly clock = inject(ServerClock);
  protected readonly news = inject(NewAlerts);
  protected readonly taking = inject(Taking);
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

  private readonly list = viewChild(AlertQueue);
  protected readonly rows = signal<readonly AlertRow[]>([]);
  protected readonly waiting = signal<readonly AlertInQueue[]>([]);
  protected readonly filters = signal(false);
  /** Set while an alert is open beside the list. */
  protected readonly panel = signal(false);
  private arrangedFor: AlertView | null = null;
  /** Alerts that left the list and were asked about. */
  private readonly asked = new Set<string>();

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
  protected readonly passing = computed(() => this.rows().filter(({ alert }) => passes(alert, this.filter())));
  /** A filter never hides without saying so: above all not a red alert. */
  protected readonly hidden = computed(() => {
    const hidden = this.rows().filter((row) => !row.gone && !passes(row.alert, this.filter()));
    if (hidden.length === 0) return null;
    const red = hidden.filter(({ alert }) => alert.tier === 'red').length;
    return `${hidden.length} ${hidden.length === 1 ? 'alert' : 'alerts'} hidden by this filter${red > 0 ? `, ${red} red` : ''}.`;
  });

  protected readonly shownView = computed((): AlertView => {
    const view = this.view();
    return view === 'closed_today' || view === 'withdrawn' ? view : 'running';
  });
  protected readonly shown = computed(() => LISTS[this.shownView()]!);
  protected readonly groupCounts = computed(() => (this.shownView() === 'running' ? this.store.counts() : null));
  protected readonly loaded = computed(
    () => this.store.queue() !== null && this.store.view() === this.shownView() && this.arrangedNow() !== null,
  );
  protected readonly state: Loadable = {
    value: () => (this.loaded() ? this.store.queue() : null),
    problem: () => this.store.queueProblem(),
    retry: () => this.store.refresh(),
  };
  private readonly arrangedNow = signal<AlertView | null>(null);
  protected readonly date = computed(() => {
    const today = londonDate(this.clock.now());
    return `${DAYS[weekday(today)]} ${shortDate(today)}`;
  });
  protected readonly checkedAt = computed(() => {
    const now = this.store.queue()?.now;
    return now === undefined ? '' : londonTime(new Date(now));
  });
  protected readonly summary = computed(() => {
    const counts = this.store.counts();
    return counts === null ? '' : listInWords(this.shownView(), counts);
  });
  protected readonly nothing = computed(() =>
    this.filtering()
      ? `No alerts match ${this.filterWords()}.`
      : `${this.shown().none} Last checked ${this.checkedAt()}.`,
  );
  protected readonly disabledBecause = computed(() =>
    this.live.offline() ? 'Offline: nothing can be saved now.' : null,
  );

  constructor() {
    effect(() => this.store.show(this.shownView()));
    effect(() => {
      const queue = this.store.queue();
      const view = this.shownView();
      if (queue === null || this.store.view() !== view) return;
      untracked(() => this.bringUpToDate(view, queue.alerts));
    });
    inject(DestroyRef).onDestroy(() => {
      this.store.open(null);
    });
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
    this.filters.set(false);
    void this.router.navigate([], {
      queryParamsHandling: 'merge',
      queryParams: { hospital: null, reason: null, only: null },
    });
    afterNextRender(() => document.getElementById('filter-list')?.focus(), { injector: this.injector });
  }

  /** Back to where the person came from. */
  protected panelClosed(): void {
    const id = this.store.openId();
    this.panel.set(false);
    this.store.open(null);
    this.focusOn(id);
  }

  protected showNew(): void {
    const queue = this.store.queue();
    const first = this.waiting()[0];
    if (queue === null || first === undefined) return;
    this.take(arrange(this.rows(), queue.alerts, true, (alert) => this.groupOf(alert)));
    this.focusOn(first.id, false);
  }

  protected async acknowledge(alert: AlertInQueue): Promise<void> {
    if (this.disabledBecause() !== null) return;
    this.news.saw(alert.id);
    const next = this.list()?.nextToTake(alert.id) ?? alert.id;
    const step = await this.taking.take(alert, () => void this.undo(alert));
    if (step !== null) this.stepped(alert, step);
    this.focusOn(step === null ? alert.id : next);
  }

  protected async undo(alert: AlertInQueue): Promise<void> {
    const step = await this.taking.giveBack(alert);
    if (step !== null) this.stepped(alert, step);
    this.focusOn(alert.id);
  }

  private stepped(alert: AlertInQueue, step: AlertStep): void {
    const now = { ...alert, ...step };
    this.rows.update((rows) => moved(rows, now, this.groupOf(now)));
  }

  protected undoLast(): void {
    const id = this.taking.last();
    const row = this.rows().find(({ alert }) => alert.id === id);
    if (row !== undefined) void this.undo(row.alert);
  }

  private groupOf(alert: AlertInQueue): AlertGroup | null {
    if (this.shownView() !== 'running') return null;
    // By the clock of the answer, as the counts of the same answer are.
    return alertGroup(alert, this.session.user()?.id ?? null, new Date(this.store.queue()?.now ?? this.clock.now()));
  }

  private bringUpToDate(view: AlertView, alerts: readonly AlertInQueue[]): void {
    const again = this.arrangedFor === view;
    if (!again) {
      this.arrangedFor = view;
      this.asked.clear();
      this.taking.forget();
    }
    this.take(arrange(again ? this.rows() : [], alerts, !again || this.atRest(), (alert) => this.groupOf(alert)));
    this.arrangedNow.set(view);
    for (const { alert, gone } of this.rows()) if (gone) void this.say(alert);
  }

  /** A row which has left the list says what became of it, by any hand (never its state of before). */
  private async say(alert: AlertInQueue): Promise<void> {
    if (this.asked.has(alert.id)) return;
    this.asked.add(alert.id);
    const known = this.store.latest(alert.id);
    const stood = known !== null && known.version > alert.version;
    const latest = stood ? { ...alert, ...known } : await this.store.becameOf(alert.id);
    if (latest === null) this.asked.delete(alert.id);
    else
      this.rows.update((rows) =>
        rows.map((row) => (row.alert.id === alert.id && row.gone ? { ...row, alert: latest } : row)),
      );
  }

  private take({ rows, waiting }: { rows: AlertRow[]; waiting: AlertInQueue[] }): void {
    for (const { alert, gone } of rows) if (!gone) this.asked.delete(alert.id);
    this.rows.set(rows);
    this.waiting.set(waiting);
  }

  /** At the top, and neither pointer nor focus in it: then nothing can slip away under somebody's hand. */
  private atRest(): boolean {
    const list = this.element.nativeElement.querySelector('sc-alert-queue');
    if (list === null) return true;
    return window.scrollY < 80 && !list.contains(document.activeElement) && !list.matches(':hover');
  }

  /** The button which had the focus has gone; a row has it then, so that the keys still act. */
  private focusOn(id: string | null, onlyWhenLost = true): void {
    afterNextRender(
      () => {
        const list = this.element.nativeElement.querySelector('sc-alert-queue');
        const at = document.activeElement;
        if (onlyWhenLost && at !== document.body && at !== null && !list?.contains(at)) return;
        if (this.list()?.focusRow(id) !== true && (at === document.body || at === null))
          this.element.nativeElement.querySelector<HTMLElement>('h1')?.focus();
      },
      { injector: this.injector },
    );
  }
}
