import {
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  input,
  signal,
  untracked,
  viewChildren,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { RequestDetail, RequestInList, SteppedRequests } from '@shared-care/contracts/requests/answers';
import { type RequestView } from '@shared-care/contracts/requests/shapes';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import {
  REQUEST_STATES,
  REQUEST_TYPES,
  STEP_NEEDS,
  STEP_WORDS,
  type RequestState,
  type RequestType,
} from '@shared-care/domain/request-states';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { ExportLink } from '../core/export-link';
import { fetchedFor } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { isTyping, Shortcuts } from '../core/shortcuts';
import { RequestClock } from './request-clock';
import { StepForm } from './step-form';

const VIEWS: readonly { view: RequestView; word: string; none: string }[] = [
  { view: 'to_do', word: 'To do', none: 'Nothing is waiting to be done.' },
  { view: 'mine', word: 'Mine', none: 'You have taken no request.' },
  { view: 'waiting', word: 'Waiting', none: 'Nothing is put aside.' },
  { view: 'done_this_week', word: 'Done this week', none: 'Nothing was finished this week yet.' },
];

/** The step a person is about to take: of one row, or of all that are ticked. */
interface Stepping {
  id: string | null;
  to: RequestState;
}

/** What families asked for, by the day on which it is to be done. Quiet: nothing here interrupts anybody. */
@Component({
  selector: 'sc-request-list',
  imports: [
    EmptyState,
    ExportLink,
    IdentityLine,
    LoadState,
    ProblemNote,
    RequestClock,
    RouterLink,
    SelectBox,
    StepForm,
  ],
  host: { '(document:keydown)': 'pressAnywhere($event)' },
  templateUrl: './request-list.html',
  styleUrl: './request-list.scss',
})
export class RequestListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly shortcuts = inject(Shortcuts);
  protected readonly session = inject(SessionStore);

  /** From the address, so that a filtered list can be sent to a colleague. */
  readonly view = input<string>();
  readonly type = input<string>();
  readonly hospital = input<string>();

  private readonly rowElements = viewChildren<ElementRef<HTMLElement>>('row');
  protected readonly views = VIEWS;
  protected readonly shown = computed(() => VIEWS.find(({ view }) => view === this.view()) ?? VIEWS[0]!);
  protected readonly query = computed(() => ({
    view: this.shown().view,
    ...(this.type() ? { type: this.type() as RequestType } : {}),
    ...(this.hospital() ? { hospital: this.hospital()! } : {}),
  }));
  protected readonly fetched = fetchedFor(
    this.query,
    (query) => this.clock.heard(this.api.call('GET requests', { query })),
    (live) => live.changed('requests'),
  );
  protected readonly list = this.fetched.value;
  protected readonly busy = this.fetched.busy;
  protected readonly rows = computed(() => this.list()?.requests ?? []);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list()?.now ?? this.clock.now())));

  protected readonly attempt = new Attempt();
  protected readonly stepping = signal<Stepping | null>(null);
  protected readonly ticked = signal<ReadonlySet<string>>(new Set());
  /** What was done last, with a way back while there is one. */
  protected readonly done = signal<{ words: string; undo: RequestDetail | null } | null>(null);
  protected readonly refused = signal<SteppedRequests['refused']>([]);
  private readonly current = signal(0);
  protected readonly stop = computed(() => Math.min(this.current(), this.rows().length - 1));
  private lastTicked: number | null = null;

  protected readonly typeWords = REQUEST_TYPES;
  protected readonly stateWords = REQUEST_STATES;
  protected readonly stepWords = STEP_WORDS;
  protected readonly types = Object.entries(REQUEST_TYPES) as [RequestType, string][];
  protected readonly filtered = computed(() => this.type() !== undefined || this.hospital() !== undefined);
  /** Filter and order, said in words: a list must never be shorter than it seems. */
  protected readonly summary = computed(() => {
    const rows = this.rows();
    const late = rows.filter(({ urgency }) => urgency === 'overdue').length;
    const filters = [
      this.type() && `Type: ${REQUEST_TYPES[this.type() as RequestType]}`,
      this.hospital() &&
        `Hospital: ${this.list()?.hospitals.find(({ id }) => id === this.hospital())?.name ?? 'chosen'}`,
    ].filter(Boolean);
    const order = this.shown().view === 'done_this_week' ? 'Sorted by time done.' : 'Sorted by do by.';
    const many = `${rows.length} ${rows.length === 1 ? 'request' : 'requests'}${late > 0 ? `, ${late} overdue` : ''}`;
    return `${many}${filters.length > 0 ? ` · ${filters.join(', ')}` : ''}. ${order}`;
  });
  protected readonly tickedRows = computed(() => this.rows().filter(({ id }) => this.ticked().has(id)));
  /** Steps open to every row that is ticked. */
  protected readonly commonSteps = computed(() => {
    const [first, ...others] = this.tickedRows();
    return (first?.next ?? []).filter((step) => others.every(({ next }) => next.includes(step)));
  });

  constructor() {
    effect(() => {
      this.query();
      untracked(() => {
        this.ticked.set(new Set());
        this.stepping.set(null);
      });
    });
  }

  protected filter(change: { type?: string; hospital?: string }): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }

  /** The usual next step: taken at once, or asked for its words first. */
  protected next(request: RequestInList, to = request.next[0]): void {
    if (to === undefined) return;
    if (STEP_NEEDS[to]) this.stepping.set({ id: request.id, to });
    else void this.take(request, to, null);
  }

  protected async take(request: RequestInList, to: RequestState, note: string | null): Promise<void> {
    const detail = await this.attempt.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/step', {
          params: { id: request.id },
          body: { version: request.version, to, note },
        }),
      ),
    );
    this.afterwards(detail && { words: `${request.reference}: ${REQUEST_STATES[to]}.`, undo: detail });
  }

  protected nextOfTicked(to: RequestState): void {
    if (STEP_NEEDS[to]) this.stepping.set({ id: null, to });
    else void this.takeTicked(to, null);
  }

  protected async takeTicked(to: RequestState, note: string | null): Promise<void> {
    const requests = this.tickedRows().map(({ id, version }) => ({ id, version }));
    const answer = await this.attempt.run(() => this.api.call('POST requests/step', { body: { requests, to, note } }));
    this.refused.set(answer?.refused ?? []);
    if (answer) this.ticked.set(new Set(answer.refused.map(({ id }) => id)));
    const words = `${answer?.done.length ?? 0} of ${requests.length}: ${REQUEST_STATES[to]}.`;
    this.afterwards(answer && { words, undo: null });
  }

  protected async own(request: RequestInList): Promise<void> {
    const detail = await this.attempt.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/take', { params: { id: request.id }, body: { version: request.version } }),
      ),
    );
    this.afterwards(detail && { words: `You have taken ${request.reference}.`, undo: detail });
  }

  protected async undo(request: RequestDetail): Promise<void> {
    const detail = await this.attempt.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/undo', { params: { id: request.id }, body: { version: request.version } }),
      ),
    );
    this.afterwards(detail && { words: `${request.reference} is as it was.`, undo: null });
  }

  private afterwards(done: { words: string; undo: RequestDetail | null } | null): void {
    if (done !== null) {
      this.stepping.set(null);
      this.done.set(done);
    }
    void this.fetched.refresh();
  }

  /** With Shift, everything from the row ticked last. */
  protected tick(index: number, on: boolean, range = false): void {
    const from = range && this.lastTicked !== null ? Math.min(this.lastTicked, index) : index;
    const to = range && this.lastTicked !== null ? Math.max(this.lastTicked, index) : index;
    const ids = this.rows()
      .slice(from, to + 1)
      .map(({ id }) => id);
    this.ticked.update((before) => new Set(on ? [...before, ...ids] : [...before].filter((id) => !ids.includes(id))));
    this.lastTicked = index;
  }

  protected tickAll(on: boolean): void {
    this.ticked.set(new Set(on ? this.rows().map(({ id }) => id) : []));
  }

  protected focusAt(index: number): boolean {
    const element = this.rowElements()[index]?.nativeElement;
    if (element === undefined) return false;
    this.current.set(index);
    element.focus();
    return true;
  }

  protected onRow(index: number): void {
    this.current.set(index);
  }

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const request = this.rows()[this.stop()];
    if (request === undefined) return;
    const onRow = event.target instanceof HTMLElement && event.target.matches('[data-row]');
    if (this.act(event, request, onRow)) event.preventDefault();
  }

  private act(event: KeyboardEvent, request: RequestInList, onRow: boolean): boolean {
    const index = this.stop();
    const moves: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: this.rows().length - 1,
    };
    if (event.key in moves) return this.focusAt(moves[event.key]!);
    if (event.key === 'Enter') {
      if (onRow) void this.router.navigate(['/requests', request.id]);
      return onRow;
    }
    if (!this.shortcuts.singleKeys()) return false;
    switch (event.key.toLowerCase()) {
      case 'j':
        return this.focusAt(index + 1);
      case 'k':
        return this.focusAt(index - 1);
      case 'o':
        void this.router.navigate(['/requests', request.id]);
        return true;
      case 'a':
        void this.own(request);
        return true;
      case 's':
        this.next(request);
        return true;
      case 'x':
        this.tick(index, !this.ticked().has(request.id), event.shiftKey);
        return true;
    }
    return false;
  }

  protected pressAnywhere(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !this.shortcuts.singleKeys())
      return;
    const undo = this.done()?.undo;
    if (event.key === 'n') void this.router.navigate(['/requests/new']);
    else if (event.key === 'u' && undo) void this.undo(undo);
    else return;
    event.preventDefault();
  }
}
