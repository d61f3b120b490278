import { Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { RequestDetail } from '@shared-care/contracts/requests/answers';
import { REQUEST_SOURCES } from '@shared-care/contracts/requests/shapes';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import {
  REQUEST_STATES,
  REQUEST_TYPES,
  STEP_NEEDS,
  STEP_WORDS,
  type RequestState,
} from '@shared-care/domain/request-states';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Timeline, TimelineItemTemplate } from '@shared-care/ui/timeline/timeline';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { NotHere } from '../core/not-here';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { ChangeForm } from './change-form';
import { eventInWords } from './event-in-words';
import { ReplyToFamily } from './reply-to-family';
import { RequestClock } from './request-clock';
import { StepForm } from './step-form';
import { type Wait, WaitForm } from './wait-form';

/** One request: what is asked, by when, who does it, and everything that happened to it. */
@Component({
  selector: 'sc-request-page',
  host: { class: 'u-block u-w-xl' },
  imports: [
    MatButton,
    AtTime,
    ChangeForm,
    IdentityLine,
    LoadState,
    NotHere,
    OnDate,
    ProblemNote,
    ReplyToFamily,
    RequestClock,
    RouterLink,
    StepForm,
    Timeline,
    TimelineItemTemplate,
    WaitForm,
  ],
  templateUrl: './request-page.html',
  styleUrl: './request-page.scss',
})
export class RequestPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  readonly id = input.required<string>();

  protected readonly fetched = fetchedFor(
    this.id,
    (id) => this.clock.heard(this.api.call('GET requests/:id', { params: { id } })),
    (live) => live.changed('requests'),
  );
  protected readonly request = this.fetched.value;
  protected readonly problem = this.fetched.problem;
  protected readonly attempt = new Attempt();
  protected readonly asking = signal<RequestState | null>(null);
  protected readonly open = signal<'wait' | 'change' | null>(null);
  protected readonly note = signal('');
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly newestFirst = computed(() => [...(this.request()?.events ?? [])].reverse());
  protected readonly mine = computed(() => this.request()?.owner?.id === this.session.user()?.id);
  protected readonly mayUndo = computed(() => {
    const until = this.request()?.undoUntil;
    return until ? new Date(until) > this.clock.now() : false;
  });

  protected readonly types = REQUEST_TYPES;
  protected readonly states = REQUEST_STATES;
  protected readonly sources = REQUEST_SOURCES;
  protected readonly stepWords = STEP_WORDS;
  protected readonly words = eventInWords;

  protected time(at: string): string {
    return londonTime(new Date(at));
  }

  protected refresh(): void {
    void this.fetched.refresh();
  }

  protected step(request: RequestDetail, to: RequestState): void {
    if (STEP_NEEDS[to]) this.asking.set(to);
    else void this.take(request, to, null);
  }

  protected take(request: RequestDetail, to: RequestState, note: string | null): Promise<void> {
    return this.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/step', {
          params: { id: request.id },
          body: { version: request.version, to, note },
        }),
      ),
    );
  }

  protected putAside(request: RequestDetail): (wait: Wait) => Promise<RequestDetail> {
    const { id, version } = request;
    return (wait) =>
      this.clock.heard(this.api.call('POST requests/:id/wait', { params: { id }, body: { version, ...wait } }));
  }

  protected own(request: RequestDetail): Promise<void> {
    return this.run(() =>
      this.mine()
        ? this.clock.heard(
            this.api.call('POST requests/:id/give-back', {
              params: { id: request.id },
              body: { version: request.version },
            }),
          )
        : this.clock.heard(
            this.api.call('POST requests/:id/take', { params: { id: request.id }, body: { version: request.version } }),
          ),
    );
  }

  protected resume(request: RequestDetail): Promise<void> {
    return this.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/resume', { params: { id: request.id }, body: { version: request.version } }),
      ),
    );
  }

  protected undo(request: RequestDetail): Promise<void> {
    return this.run(() =>
      this.clock.heard(
        this.api.call('POST requests/:id/undo', { params: { id: request.id }, body: { version: request.version } }),
      ),
    );
  }

  protected async addNote(event: Event, request: RequestDetail): Promise<void> {
    event.preventDefault();
    const note = this.note().trim();
    if (note === '') return;
    await this.run(() =>
      this.clock.heard(this.api.call('POST requests/:id/notes', { params: { id: request.id }, body: { note } })),
    );
    if (this.attempt.problem() === null) this.note.set('');
  }

  protected saved(detail: RequestDetail): void {
    this.open.set(null);
    this.fetched.take(detail);
  }

  private async run(act: () => Promise<RequestDetail>): Promise<void> {
    const detail = await this.attempt.run(act);
    if (detail === null) return void this.fetched.retry();
    this.asking.set(null);
    this.fetched.take(detail);
  }
}
