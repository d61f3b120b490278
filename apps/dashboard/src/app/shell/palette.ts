import { Component, computed, DestroyRef, effect, inject, input, output, signal, untracked } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { Found } from '@shared-care/contracts/navigation/answers';
import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { ALERT_STATES } from '@shared-care/domain/alert-states';
import { TIERS } from '@shared-care/domain/alert-tier';
import { londonDate } from '@shared-care/domain/london-time';
import { Icon, type IconName } from '@shared-care/ui/icon/icon';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { matchWords } from '@shared-care/ui/patient-search/match-words';
import { Api } from '../core/api';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { PatientStore } from '../patients/patient-store';
import { Actions } from './actions';
import { Place } from './place';
import { RecentPages } from './recent-pages';

const MOST_CHILDREN = 8;
const MIN_CHARACTERS = 2;
const PAUSE_MS = 150;

interface Choice {
  icon: IconName;
  words: string;
  note: string;
  child?: PatientMatch;
  go: () => unknown;
}
interface Group {
  name: string;
  choices: (Choice & { id: string; place: number })[];
}

/** As it is typed: without accents and capitals. */
const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLocaleLowerCase('en-GB');

/**
 * What the words in the header's box find: children, alerts, pages, actions, hospitals and people, each of what the
 * person may open. It opens and writes nothing by itself.
 *
 * H5 (wrong patient): nothing is highlighted until an arrow key or the pointer says so, and Enter picks nothing before.
 */
@Component({
  selector: 'sc-palette',
  imports: [MatButton, Icon, IdentityLine],
  templateUrl: './palette.html',
  styleUrl: './palette.scss',
})
export class Palette {
  readonly query = input.required<string>();
  readonly closed = output();

  private readonly api = inject(Api);
  private readonly patients = inject(PatientStore);
  private readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  private readonly place = inject(Place);
  private readonly recent = inject(RecentPages);
  private readonly actions = inject(Actions);

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly typed = computed(() => this.query().trim());
  private readonly longEnough = computed(() => this.typed().length >= MIN_CHARACTERS);
  protected readonly state = signal<'idle' | 'searching' | 'failed'>('idle');
  private readonly answer = signal<{ of: string; children: PatientSearchAnswer | null; found: Found } | null>(null);
  protected readonly active = signal(-1);
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly groups = computed<Group[]>(() => {
    const groups = this.typed() === '' ? this.before() : this.found();
    let place = -1;
    return groups
      .filter(([, choices]) => choices.length > 0)
      .map(([name, choices]) => ({
        name,
        choices: choices.map((choice) => ({ ...choice, place: ++place, id: `found-${place}` })),
      }));
  });
  private readonly flat = computed(() => this.groups().flatMap(({ choices }) => choices));
  readonly expanded = computed(() => this.flat().length > 0);
  /** Of alerts, hospitals and people only the first few are listed; of children `status` says how many match. */
  protected readonly more = computed(() => this.state() === 'idle' && (this.answer()?.found.more ?? false));
  readonly activeId = computed(() => this.flat()[this.active()]?.id ?? null);
  protected readonly status = computed(() => {
    if (this.state() === 'failed') return 'The search did not work. Try again, or ring the unit.';
    if (this.typed() === '') return this.expanded() ? '' : 'Type at least 2 letters or numbers.';
    if (!this.longEnough()) return 'Type at least 2 letters or numbers.';
    if (this.state() === 'searching') return 'Searching';
    const children = this.answer()?.children;
    if (children)
      return matchWords(children.total, Math.min(children.matches.length, MOST_CHILDREN), children.understoodAs);
    return this.expanded() ? `${this.flat().length} found.` : 'Nothing matches.';
  });

  constructor() {
    effect(() => {
      const typed = this.typed();
      untracked(() => this.begin(typed));
    });
    // What arrow keys highlight must not be below the fold of the list.
    effect(() => {
      const id = this.activeId();
      if (id !== null) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  press(event: KeyboardEvent): void {
    const count = this.flat().length;
    const move = (to: number): void => {
      event.preventDefault();
      if (count > 0) this.active.set((to + count) % count);
    };
    if (event.key === 'ArrowDown') move(this.active() + 1);
    else if (event.key === 'ArrowUp') move(this.active() <= 0 ? count - 1 : this.active() - 1);
    else if (event.key === 'Enter') {
      event.preventDefault();
      this.pick(this.active());
    }
  }

  protected pick(place: number): void {
    const choice = this.flat()[place];
    if (choice === undefined) return;
    this.closed.emit();
    choice.go();
  }

  protected diagnosis(match: PatientMatch): string {
    return diagnosisWords(match.risks);
  }

  protected again(): void {
    void this.ask(this.typed());
  }

  private begin(typed: string): void {
    clearTimeout(this.timer);
    this.asked++;
    this.active.set(-1);
    this.state.set('idle');
    if (this.longEnough()) {
      this.state.set('searching');
      this.timer = setTimeout(() => void this.ask(typed), PAUSE_MS);
    } else this.answer.set(null);
  }

  private async ask(typed: string): Promise<void> {
    const asked = ++this.asked;
    this.state.set('searching');
    try {
      const [children, found] = await Promise.all([
        this.session.may('patient', 'search') ? this.patients.search(typed) : null,
        this.api.call('POST navigation/find', { body: { query: typed } }),
      ]);
      // An answer to older words must never appear under newer ones.
      if (asked !== this.asked) return;
      this.answer.set({ of: typed, children, found });
      this.active.set(-1);
      this.state.set('idle');
    } catch {
      if (asked !== this.asked) return;
      this.answer.set(null);
      this.state.set('failed');
    }
  }

  /** Before anything is typed: where the person was. */
  private before(): [string, Choice[]][] {
    const children = this.patients.lastOpened(this.session.user()?.id).map((match) => this.child(match));
    return [
      ['Patients you opened last', children],
      ['Pages you opened last', this.pages(this.recent.paths().filter((path) => path !== this.place.entry()?.path))],
      ['Actions', this.actions.all().map((action) => ({ note: '', ...action }))],
    ];
  }

  private found(): [string, Choice[]][] {
    const words = folded(this.typed()).split(/\s+/);
    const fits = (text: string): boolean => {
      const inIt = folded(text).split(/[\s-]+/);
      return words.every((word) => inIt.some((each) => each.startsWith(word)));
    };
    const answer = this.answer();
    const { children, found } = answer?.of === this.typed() ? answer : { children: null, found: null };
    const pages = this.place.navigation().filter(({ word, group }) => fits(`${word} ${group}`));
    return [
      ['Alerts', (found?.alerts ?? []).map((alert) => this.alert(alert))],
      ['Children', (children?.matches ?? []).slice(0, MOST_CHILDREN).map((match) => this.child(match))],
      ['Pages', this.pages(pages.map(({ path }) => path))],
      [
        'Actions',
        this.actions
          .all()
          .filter((action) => fits(action.words))
          .map((action) => ({ note: '', ...action })),
      ],
      [
        'Hospitals',
        (found?.hospitals ?? []).map(({ id, name, town }) =>
          this.page('hospital', name, town ?? '', ['/hospitals', id]),
        ),
      ],
      ['People', (found?.people ?? []).map((person) => this.person(person))],
    ];
  }

  private child(child: PatientMatch): Choice {
    return {
      icon: 'patients',
      words: '',
      note: child.usualHospital?.name ?? 'No usual hospital recorded',
      child,
      go: () => this.router.navigate(['/patients', child.patient.id]),
    };
  }

  private alert({ id, reference, tier, state, name }: Found['alerts'][number]): Choice {
    const note = `${TIERS[tier]} · ${ALERT_STATES[state]}`;
    return this.page('today', `${reference}${name === null ? '' : ` · ${name}`}`, note, ['/alerts', id]);
  }

  private person({ kind, name, hospital }: Found['people'][number]): Choice {
    if (kind === 'user') return this.page('person', name, 'Has an account', ['/users']);
    // The unit has a page of the posts; the others find the person at the hospital.
    const note = `Link consultant${hospital === null ? '' : `, ${hospital.name}`}`;
    return this.page('consultant', name, note, hospital === null ? ['/link-consultants'] : ['/hospitals', hospital.id]);
  }

  private pages(paths: readonly string[]): Choice[] {
    return paths.flatMap((path) => {
      const entry = this.place.navigation().find((each) => each.path === path);
      return entry === undefined ? [] : [this.page(entry.icon, entry.word, entry.group, [path])];
    });
  }

  private page(icon: IconName, words: string, note: string, to: string[]): Choice {
    return { icon, words, note, go: () => this.router.navigate(to) };
  }
}
