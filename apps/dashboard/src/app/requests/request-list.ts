import { Component, computed, effect, inject, signal, untracked, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { Router, RouterLink } from '@angular/router';
import type { RequestDetail, RequestInList, SteppedRequests } from '@shared-care/contracts/requests/answers';
import type { RequestView } from '@shared-care/contracts/requests/shapes';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import {
  REQUEST_STATES,
  REQUEST_TYPES,
  STEP_NEEDS,
  STEP_WORDS,
  type RequestState,
  type RequestType,
} from '@shared-care/domain/request-states';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn, RowKey } from '@shared-care/ui/data-list/list-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { ExportLink } from '../core/export-link';
import { fetchedFor } from '../core/fetched-for';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { isTyping, Shortcuts } from '../core/shortcuts';
import { BulkRequests, type DoneToSeveral } from './bulk-requests';
import { RequestClock } from './request-clock';
import { StepForm } from './step-form';

const VIEWS: readonly { view: RequestView; word: string; none: string }[] = [
  { view: 'to_do', word: 'To do', none: 'Nothing is waiting to be done.' },
  { view: 'mine', word: 'Mine', none: 'You have taken no request.' },
  { view: 'waiting', word: 'Waiting', none: 'Nothing is put aside.' },
  { view: 'done_this_week', word: 'Done this week', none: 'Nothing was finished this week yet.' },
];

/** What was done last, with a way back while there is one. */
interface Done {
  words: string;
  undo: { of: string; act: () => Promise<void> } | null;
}

/** What families asked for, by the day on which it is to be done. Quiet: nothing here interrupts anybody. */
@Component({
  selector: 'sc-request-list',
  imports: [
    AtTime,
    BulkRequests,
    DataList,
    ExportLink,
    IdentityLine,
    ListCell,
    MatButtonModule,
    ProblemNote,
    RequestClock,
    RouterLink,
    SelectBox,
    StepForm,
  ],
  host: { class: 'u-block u-w-board', '(document:keydown)': 'pressAnywhere($event)' },
  templateUrl: './request-list.html',
  styleUrl: './request-list.scss',
})
export class RequestListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly shortcuts = inject(Shortcuts);
  protected readonly session = inject(SessionStore);

  private readonly table = viewChild.required<DataList<RequestInList>>(DataList);
  protected readonly address = listAddress({ sort: 'doBy' }, ['view', 'type', 'hospital']);
  protected readonly views = VIEWS;
  protected readonly shown = computed(
    () => VIEWS.find(({ view }) => view === this.address.filters().view) ?? VIEWS[0]!,
  );
  protected readonly fetched = fetchedFor(
    this.address.asked,
    (query) => this.clock.heard(this.api.call('GET requests', { query })),
    (live) => live.changed('requests'),
  );
  protected readonly list = this.fetched.value;
  protected readonly page = computed(() => {
    const list = this.list();
    return list && { rows: list.requests, total: list.total, all: list.all };
  });
  protected readonly noun = { one: 'request', many: 'requests' };
  protected readonly columns = computed<readonly ListColumn[]>(() => [
    this.shown().view === 'done_this_week'
      ? { id: 'doBy', word: 'Done', sort: { up: 'latest first', down: 'earliest first' } }
      : { id: 'doBy', word: 'Do by', sort: { up: 'earliest first', down: 'latest first' } },
    { id: 'type', word: 'Request', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'child', word: 'Child', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'received', word: 'Received', sort: { up: 'oldest first', down: 'newest first' }, phone: 'hidden' },
    { id: 'state', word: 'State', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'owner', word: 'Taken by', sort: { up: 'A to Z', down: 'Z to A' } },
  ]);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list()?.now ?? this.clock.now())));
  protected readonly filtered = computed(() => {
    const { type, hospital } = this.address.filters();
    return type !== '' || hospital !== '';
  });

  protected readonly attempt = new Attempt();
  /** The step of one row whose words are asked for. */
  protected readonly stepping = signal<{ id: string; to: RequestState } | null>(null);
  protected readonly ticked = signal<ReadonlySet<string>>(new Set());
  protected readonly done = signal<Done | null>(null);
  protected readonly refused = signal<SteppedRequests['refused']>([]);

  protected readonly typeWords = REQUEST_TYPES;
  protected readonly stateWords = REQUEST_STATES;
  protected readonly stepWords = STEP_WORDS;
  protected readonly types = Object.entries(REQUEST_TYPES) as [RequestType, string][];
  protected readonly reference = ({ reference }: RequestInList): string => reference;
  protected readonly late = ({ urgency }: RequestInList): boolean => urgency === 'overdue';
  protected readonly tickedRows = computed(() =>
    (this.list()?.requests ?? []).filter(({ id }) => this.ticked().has(id)),
  );

  constructor() {
    effect(() => {
      this.address.asked();
      untracked(() => {
        this.ticked.set(new Set());
        this.stepping.set(null);
      });
    });
    // What has left the page is not ticked any more: the number in words is that of the rows a step is taken for.
    effect(() => {
      const there = this.tickedRows();
      if (this.list() !== null && there.length < this.ticked().size)
        this.ticked.set(new Set(there.map(({ id }) => id)));
    });
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
    this.afterwards(detail && { words: `${request.reference}: ${REQUEST_STATES[to]}.`, undo: this.wayBack(detail) });
  }

  protected several({ words, done, refused }: DoneToSeveral): void {
    this.refused.set(refused);
    this.ticked.set(new Set(refused.map(({ id }) => id)));
    const of = done.length === 1 ? '1 request' : `${done.length} requests`;
    this.afterwards({ words, undo: done.length === 0 ? null : { of, act: () => this.undoSeveral(done) } });
  }

  protected async own(request: RequestInList): Promise<void> {
    const detail = await this.attempt.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/take', { params: { id: request.id }, body: { version: request.version } }),
      ),
    );
    this.afterwards(detail && { words: `You have taken ${request.reference}.`, undo: this.wayBack(detail) });
  }

  private wayBack(request: RequestDetail): Done['undo'] {
    return { of: request.reference, act: () => this.undo(request) };
  }

  private async undo(request: RequestDetail): Promise<void> {
    const detail = await this.attempt.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/undo', { params: { id: request.id }, body: { version: request.version } }),
      ),
    );
    this.afterwards(detail && { words: `${request.reference} is as it was.`, undo: null });
  }

  private async undoSeveral(requests: SteppedRequests['done']): Promise<void> {
    const answer = await this.attempt.run(() => this.api.call('POST requests/undo', { body: { requests } }));
    this.refused.set(answer?.refused ?? []);
    const words = `${answer?.done.length ?? 0} of ${requests.length} are as they were.`;
    this.afterwards(answer && { words, undo: null });
  }

  private afterwards(done: Done | null): void {
    if (done !== null) {
      this.stepping.set(null);
      this.done.set(done);
    }
    void this.fetched.refresh();
  }

  protected focusRow({ id }: RequestInList): void {
    this.table().focusRow((this.list()?.requests ?? []).findIndex((request) => request.id === id));
  }

  protected press({ event, row: request, index, onRow }: RowKey<RequestInList>): void {
    if (!isTyping(event.target) && this.act(event, request, index, onRow)) event.preventDefault();
  }

  private act(event: KeyboardEvent, request: RequestInList, index: number, onRow: boolean): boolean {
    if (event.key === 'Enter') {
      if (onRow) void this.router.navigate(['/requests', request.id]);
      return onRow;
    }
    if (!this.shortcuts.singleKeys()) return false;
    switch (event.key.toLowerCase()) {
      case 'j':
        return this.table().focusRow(index + 1);
      case 'k':
        return this.table().focusRow(index - 1);
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
        this.table().tick(index, !this.ticked().has(request.id), event.shiftKey);
        return true;
    }
    return false;
  }

  protected pressAnywhere(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !this.shortcuts.singleKeys())
      return;
    const undo = this.done()?.undo;
    if (event.key === 'n') void this.router.navigate(['/requests/new']);
    else if (event.key === 'u' && undo) void undo.act();
    else return;
    event.preventDefault();
  }
}
