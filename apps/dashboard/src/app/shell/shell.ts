import { NgTemplateOutlet } from '@angular/common';
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
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, NavigationSkipped, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { londonTime } from '@shared-care/domain/london-time';
import { ROLES } from '@shared-care/domain/roles';
import { Icon } from '@shared-care/ui/icon/icon';
import { LiveBadge } from '@shared-care/ui/live-badge/live-badge';
import { filter, pairwise } from 'rxjs';
import { AlertAnnouncer } from '../alerts/alert-announcer';
import { AlertStore } from '../alerts/alert-store';
import { LogAttendanceSheet } from '../attendances/log-attendance-sheet';
import { CorrectionStore } from '../link-consultants/correction-store';
import { OnNow } from '../rota/on-now';
import { TroubleStrip } from '../troubles/trouble-strip';
import { HeaderSearch } from './header-search';
import { IdleEnd } from '../core/idle-end';
import { Live } from '../core/live';
import { NAVIGATION_GROUPS, navigationOf, type NavigationEntry } from './navigation';
import { PageTitle } from '../core/page-title';
import { QuickLog } from '../attendances/quick-log';
import { SessionStore } from '../core/session-store';
import { ShortcutList } from './shortcut-list';
import { isTyping, Shortcuts } from '../core/shortcuts';
import { UnitNumber } from '../core/unit-number';

/** How many words the bar of a phone holds side by side without being cut. */
const PHONE_BAR = 4;
/** So many entries are seen at a glance; of more, each group but the first folds. */
const UNFOLDED = 9;

/**
 * Today and an alert opened beside it are one place, and so are the tabs of a record: moving between them is not a
 * change of page.
 */
function place(url: string): string {
  const path = url.split(/[?#]/)[0] ?? '';
  if (path === '/' || path.startsWith('/alerts/')) return '/';
  return /^\/patients\/[^/]+/.exec(path)?.[0] ?? path;
}

@Component({
  selector: 'sc-shell',
  imports: [
    NgTemplateOutlet,
    RouterOutlet,
    RouterLink,
    RouterLinkActive,
    Icon,
    LiveBadge,
    HeaderSearch,
    OnNow,
    LogAttendanceSheet,
    ShortcutList,
    TroubleStrip,
    UnitNumber,
  ],
  host: { '(document:keydown)': 'press($event)' },
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  protected readonly session = inject(SessionStore);
  protected readonly quickLog = inject(QuickLog);
  protected readonly alerts = inject(AlertStore);
  private readonly corrections = inject(CorrectionStore);
  private readonly live = inject(Live);
  private readonly idleEnd = inject(IdleEnd);
  private readonly router = inject(Router);
  private readonly shortcuts = inject(Shortcuts);
  private readonly injector = inject(Injector);

  private readonly search = viewChild(HeaderSearch);

  protected readonly navigation = computed(() => navigationOf(this.session));
  /** The rail names its groups; the bar of a phone has the entries that matter there first. */
  protected readonly groups = computed(() => {
    const entries = this.navigation().map((entry, place) => ({ entry, place }));
    const folds = entries.length > UNFOLDED;
    return NAVIGATION_GROUPS.map((name) => ({
      name,
      folds: folds && name !== 'Now',
      entries: entries.filter(({ entry }) => entry.group === name),
    })).filter((group) => group.entries.length > 0);
  });
  private readonly byNeed = computed(() => {
    const entries = this.navigation().map((entry, place) => ({ entry, place }));
    return [...entries.filter(({ entry }) => entry.phone), ...entries.filter(({ entry }) => !entry.phone)];
  });
  protected readonly mayLog = computed(() => this.session.may('attendance', 'log'));
  /** How many of the entries stand in the bar of a phone: "Log" and, if not all fit, "More" take a place there too. */
  protected readonly phoneRoom = computed(() => {
    const room = PHONE_BAR - (this.mayLog() ? 1 : 0);
    return this.navigation().length <= room ? room : room - 1;
  });
  protected readonly bar = computed(() => this.byNeed().slice(0, this.phoneRoom()));
  protected readonly more = computed(() => this.byNeed().slice(this.phoneRoom()));
  protected readonly moreOpen = signal(false);
  protected readonly searching = signal(false);
  protected readonly role = computed(() => {
    const user = this.session.user();
    return user === null ? '' : ROLES[user.role];
  });
  protected readonly initials = computed(() =>
    (this.session.user()?.displayName ?? '')
      .split(' ')
      .filter((word) => word !== 'Dr')
      .map((word) => word.charAt(0))
      .join('')
      .slice(0, 2),
  );
  protected readonly freshness = computed(() => {
    const fresh = this.live.freshness();
    const at = fresh.kind === 'live' ? fresh.at : fresh.kind === 'not_live' ? fresh.since : fresh.showing;
    return { kind: fresh.kind, at: londonTime(at) };
  });
  /** What waits behind an entry, by its path. */
  protected readonly waiting = computed<Readonly<Record<string, { count: number; words: string } | undefined>>>(() => ({
    '/link-consultants/corrections': { count: this.corrections.open(), words: 'suggestions that wait' },
  }));
  protected readonly needsOwner = computed(() => this.alerts.counts()?.needsOwner ?? 0);

  constructor() {
    const title = inject(PageTitle);
    effect(() => title.count.set(this.needsOwner()));

    inject(AlertAnnouncer);
    this.idleEnd.watch();
    this.live.start();
    inject(DestroyRef).onDestroy(() => {
      this.live.stop();
      title.count.set(0);
    });

    effect(() => {
      this.live.changed('patients');
      if (this.session.may('correction', 'decide')) untracked(() => void this.corrections.count());
    });

    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd || event instanceof NavigationSkipped),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.hideMenu('more'));
    this.router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        pairwise(),
        filter(([from, to]) => place(from.urlAfterRedirects) !== place(to.urlAfterRedirects)),
        takeUntilDestroyed(),
      )
      .subscribe(() => this.focusHeading());
  }

  /** A folded group says what waits in it. */
  protected waitsIn(entries: readonly { entry: NavigationEntry }[]): number {
    return entries.reduce((sum, { entry }) => sum + (this.waiting()[entry.path]?.count ?? 0), 0);
  }

  protected isIn(entries: readonly { entry: NavigationEntry }[]): boolean {
    return entries.some(({ entry }) => this.isHere(entry.path));
  }

  protected readonly herePath = computed(() =>
    place(this.router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '/'),
  );

  /** An alert opened beside the list is still Today; a record is Patients. */
  protected isHere(path: string): boolean {
    const here = place(this.router.lastSuccessfulNavigation()?.finalUrl?.toString() ?? '/');
    const holds = (entry: string): boolean => here === entry || (entry !== '/' && here.startsWith(`${entry}/`));
    // Of two that hold the page, the nearer one is where it is.
    return holds(path) && !this.navigation().some((other) => other.path.length > path.length && holds(other.path));
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
      const entry = this.navigation()[Number(event.code.slice(5)) - 1];
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
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !this.shortcuts.singleKeys())
      return;
    if (event.key === '/') {
      event.preventDefault();
      this.focusSearch();
    } else if (event.key === '?') {
      event.preventDefault();
      this.showShortcuts();
    }
  }

  /** On a phone the sheet would cover everything, so it is a page there. */
  protected logAttendance(): void {
    if (matchMedia('(max-width: 640px)').matches) {
      this.quickLog.catchKeys();
      void this.router.navigateByUrl('/attendances/new');
    } else this.quickLog.show();
  }

  protected showShortcuts(): void {
    document.querySelector<HTMLDialogElement>('dialog.shortcuts')?.showModal();
  }

  protected isInMore(): boolean {
    return this.more().some(({ entry }) => this.isHere(entry.path));
  }

  protected hideMenu(id: 'me' | 'more'): void {
    document.getElementById(id)?.hidePopover();
  }

  protected focus(id: string, event: Event): void {
    event.preventDefault();
    const target = document.getElementById(id);
    target?.focus();
    target?.scrollIntoView({ block: 'start' });
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }

  /** On a phone the box has the whole header while it is asked for. */
  protected focusSearch(): void {
    this.searching.set(true);
    afterNextRender(() => this.search()?.focus(), { injector: this.injector });
  }

  protected searchLeft(event: FocusEvent): void {
    const to = event.relatedTarget;
    if (!(to instanceof Node && (event.currentTarget as Node).contains(to))) this.searching.set(false);
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
