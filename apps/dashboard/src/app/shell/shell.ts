import {
  Component,
  computed,
  effect,
  inject,
  Injector,
  afterNextRender,
  DestroyRef,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatToolbar } from '@angular/material/toolbar';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { londonTime } from '@shared-care/domain/london-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Icon } from '@shared-care/ui/icon/icon';
import { LiveBadge } from '@shared-care/ui/live-badge/live-badge';
import { Mark } from '@shared-care/ui/mark/mark';
import { filter, pairwise } from 'rxjs';
import { AlertAnnouncer } from '../alerts/alert-announcer';
import { AlertStore } from '../alerts/alert-store';
import { LogAttendanceSheet } from '../attendances/log-attendance-sheet';
import { NUMBERS, showNumbers } from '../patients/numbers-on-record';
import { OnNow } from '../rota/on-now';
import { TroubleStrip } from '../troubles/trouble-strip';
import { FindAnything } from '../core/find-anything';
import { IdleEnd } from '../core/idle-end';
import { Live } from '../core/live';
import { PageTitle } from '../core/page-title';
import { QuickLog } from '../attendances/quick-log';
import { SessionStore } from '../core/session-store';
import { AccountMenu } from './account-menu';
import { Breadcrumb } from './breadcrumb';
import { Help } from './help';
import { NavDrawer } from './nav-drawer';
import { NavList } from './nav-list';
import { NavigationCountStore } from './navigation-counts';
import { Place, place } from './place';
import { RecentPages } from './recent-pages';
import { SearchBox } from './search-box';
import { Tour } from './tour';
import { TourOffer } from './tour-offer';
import { isTyping, Shortcuts } from '../core/shortcuts';

/** So many entries stand in the bar of a phone, beside "Log" and "More". */
const PHONE_ENTRIES = 3;

@Component({
  selector: 'sc-shell',
  imports: [
    AccountMenu,
    Avatar,
    Breadcrumb,
    Help,
    Icon,
    LiveBadge,
    LogAttendanceSheet,
    Mark,
    MatButton,
    MatIconButton,
    MatToolbar,
    NavDrawer,
    NavList,
    OnNow,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    SearchBox,
    Tour,
    TourOffer,
    TroubleStrip,
  ],
  host: { class: 'u-block', '(document:keydown)': 'press($event)' },
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly session = inject(SessionStore);
  protected readonly quickLog = inject(QuickLog);
  protected readonly alerts = inject(AlertStore);
  protected readonly place = inject(Place);
  protected readonly counts = inject(NavigationCountStore);
  private readonly live = inject(Live);
  private readonly idleEnd = inject(IdleEnd);
  private readonly router = inject(Router);
  private readonly keys = inject(Shortcuts);
  private readonly injector = inject(Injector);

  private readonly search = viewChild.required(SearchBox);

  protected readonly mayLog = computed(() => this.session.may('attendance', 'log'));
  protected readonly bar = computed(() => {
    const entries = this.place.navigation();
    const most = this.record() === null ? PHONE_ENTRIES : PHONE_ENTRIES - 1;
    return [...entries.filter(({ phone }) => phone), ...entries.filter(({ phone }) => !phone)].slice(0, most);
  });
  /** The child's record that is open: the bar then leads to the numbers of this hour. */
  protected readonly record = computed(() => {
    const path = this.place.path();
    return /^\/patients\/[0-9a-f-]{36}$/.test(path) ? path : null;
  });
  protected readonly inMore = computed(() => {
    const here = this.place.entry();
    return here !== null && !this.bar().includes(here);
  });
  protected readonly drawer = signal(false);
  protected readonly account = signal(false);
  protected readonly help = signal(false);
  protected readonly tour = signal(false);
  protected readonly searching = signal(false);
  protected readonly freshness = computed(() => {
    const fresh = this.live.freshness();
    const at = fresh.kind === 'live' ? fresh.at : fresh.kind === 'not_live' ? fresh.since : fresh.showing;
    return { kind: fresh.kind, at: londonTime(at) };
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => title.count.set(this.alerts.counts()?.needsOwner ?? 0));

    const find = inject(FindAnything);
    const before = find.asked();
    effect(() => {
      if (find.asked() > before) untracked(() => this.focusSearch());
    });

    inject(AlertAnnouncer);
    inject(RecentPages);
    this.idleEnd.watch();
    this.live.start();
    inject(DestroyRef).onDestroy(() => {
      this.live.stop();
      title.count.set(0);
    });

    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        pairwise(),
        filter(([from, to]) => place(from.urlAfterRedirects) !== place(to.urlAfterRedirects)),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.focusHeading());
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented) return;
    // Physical keys: with Alt held, some layouts and macOS turn N and digits into other characters.
    if (event.altKey && event.code === 'KeyN' && !event.shiftKey && !event.ctrlKey && this.mayLog()) {
      event.preventDefault();
      this.logAttendance();
      return;
    }
    if (event.altKey && event.shiftKey && event.code.startsWith('Digit')) {
      const entry = this.place.navigation()[Number(event.code.slice(5)) - 1];
      if (entry === undefined) return;
      event.preventDefault();
      void this.router.navigateByUrl(entry.path);
      return;
    }
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      this.focusSearch();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !this.keys.singleKeys()) return;
    if (event.key === '/') {
      event.preventDefault();
      this.focusSearch();
    } else if (event.key === '?') {
      event.preventDefault();
      this.help.set(true);
    }
  }

  /** Of the record that is open, from whichever of its tabs. */
  protected toNumbers(record: string): void {
    if (!showNumbers()) void this.router.navigate([record], { fragment: NUMBERS, scroll: 'manual' });
  }

  /** On a phone the sheet would cover everything, so it is a page there. */
  protected logAttendance(): void {
    if (matchMedia('(max-width: 640px)').matches) {
      this.quickLog.catchKeys();
      void this.router.navigateByUrl('/attendances/new');
    } else this.quickLog.show();
  }

  protected focus(id: string, event: Event): void {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.focus();
    target?.scrollIntoView({ block: 'start' });
  }

  /** On a phone the box has the whole header while it is asked for. */
  protected focusSearch(): void {
    this.searching.set(true);
    this.search().focus();
    // Where it was hidden it takes the focus once it is shown.
    afterNextRender(() => this.search().focus(), { injector: this.injector });
  }

  private focusHeading(): void {
    afterNextRender(
      () => {
        const main = document.querySelector<HTMLElement>('main');
        // Somebody types in it already: the rest of the word belongs there too.
        const typing = document.activeElement;
        if (typing instanceof HTMLInputElement && typing.value !== '' && main?.contains(typing)) return;
        // The innermost page is the last heading; one which is hidden cannot take the focus.
        const headings = [...(main?.querySelectorAll<HTMLElement>('h1[tabindex="-1"]') ?? [])];
        // Where seconds count, the first box comes before the heading.
        const first = main?.querySelector<HTMLElement>('[data-focus-first]');
        (first ?? headings.findLast((heading) => heading.checkVisibility()) ?? main)?.focus();
      },
      { injector: this.injector },
    );
  }
}
