import { Component, computed, inject, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { ReplyText } from '@shared-care/contracts/requests/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { REPLY_SLOTS, REPLY_TEXT_STATES, replyTextFaults } from '@shared-care/domain/replies';
import { REQUEST_TYPES, type RequestType } from '@shared-care/domain/request-states';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { listAddress, pageHere } from '../core/list-address';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';

interface Typed {
  /** Null: a new text. */
  id: string | null;
  textId: string;
  version: number;
  title: string;
  type: RequestType | null;
  body: string;
}

/** Words in which families are replied to: written by one, approved by a doctor who did not write them. */
@Component({
  selector: 'sc-reply-texts-page',
  imports: [
    AtTime,
    DataList,
    Field,
    FilterChips,
    ListCell,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
  ],
  templateUrl: './reply-texts-page.html',
  styleUrl: './reply-texts-page.scss',
})
export class ReplyTextsPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly snack = inject(UndoSnack);
  protected readonly session = inject(SessionStore);

  protected readonly address = listAddress({ sort: 'title' }, ['state']);
  protected readonly list = fetchedNow(() => this.api.call('GET reply-texts'));
  protected readonly attempt = new Attempt();
  protected readonly noun = { one: 'text', many: 'texts' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'title', word: 'Reply', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'type', word: 'For', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'state', word: 'State' },
    { id: 'written', word: 'Written', sort: { up: 'oldest first', down: 'newest first' } },
    { id: 'acts', word: 'Next step' },
  ];
  protected readonly types = Object.entries(REQUEST_TYPES) as [RequestType, string][];
  protected readonly states = REPLY_TEXT_STATES;
  protected readonly slots = Object.entries(REPLY_SLOTS);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly typed = signal<Typed | null>(null);
  /** What is in use or in work; past versions are behind the filter. */
  protected readonly page = computed(() => {
    const all = this.list.value();
    if (all === null) return null;
    const wanted = this.address.filters().state;
    const running = all.filter(({ state }) => state === 'approved' || state === 'draft');
    const matching =
      wanted === 'past'
        ? all.filter((one) => !running.includes(one))
        : running.filter(({ state }) => wanted === '' || state === wanted);
    return pageHere(wanted === 'past' ? matching : running, matching, this.address.query(), {
      title: ({ title }) => title,
      type: (text) => this.typeOf(text),
      written: ({ changedAt }) => changedAt,
    });
  });
  protected readonly everything = computed(() => ({
    value: '',
    word: 'In use and drafts',
    count: this.count('approved') + this.count('draft'),
  }));
  protected readonly options = computed(() => [
    { value: 'approved', word: 'Approved', count: this.count('approved') },
    { value: 'draft', word: 'Drafts', count: this.count('draft') },
    { value: 'past', word: 'Past', count: this.count('superseded') + this.count('withdrawn') },
  ]);
  protected readonly faults = computed(() => replyTextFaults(this.typed()?.body ?? ''));
  protected readonly titleError = computed(() => fieldProblem(this.attempt.problem(), 'title'));
  protected readonly bodyError = computed(() => this.faults()[0] ?? fieldProblem(this.attempt.problem(), 'body'));

  protected typeOf({ type }: ReplyText): string {
    return type === null ? 'Any request' : REQUEST_TYPES[type];
  }

  protected begin(): void {
    this.attempt.forget();
    this.typed.set({ id: null, textId: crypto.randomUUID(), version: 0, title: '', type: null, body: '' });
  }

  protected edit({ id, textId, version, title, type, body }: ReplyText): void {
    this.attempt.forget();
    this.typed.set({ id, textId, version, title, type, body });
  }

  protected change(part: Partial<Typed>): void {
    this.typed.update((now) => now && { ...now, ...part });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const { id, textId, version, ...words } = this.typed()!;
    const all = await this.attempt.run(() =>
      id === null
        ? this.api.call('POST reply-texts', { body: { textId, ...words } })
        : this.api.call('POST reply-texts/:id/text', { params: { id }, body: { version, ...words } }),
    );
    if (all === null) return this.stale();
    this.taken(all, 'Draft saved. A doctor who did not write it approves it.');
    this.typed.set(null);
  }

  protected async next({ id, version }: ReplyText): Promise<void> {
    const all = await this.attempt.run(() =>
      this.api.call('POST reply-texts/:id/next', { params: { id }, body: { version } }),
    );
    if (all === null) return this.stale();
    this.list.take(all);
    const text = all.find((one) => one.id === id);
    const draft = all.find((one) => one.textId === text?.textId && one.state === 'draft');
    if (draft) this.edit(draft);
  }

  protected async approve({ id, version }: ReplyText): Promise<void> {
    const all = await this.attempt.run(() =>
      this.api.call('POST reply-texts/:id/approve', { params: { id }, body: { version } }),
    );
    if (all === null) return this.stale();
    this.taken(all, 'Approved. Families are told these words from now on.');
  }

  protected async withdraw({ id, version }: ReplyText): Promise<void> {
    const all = await this.attempt.run(() =>
      this.api.call('POST reply-texts/:id/withdraw', { params: { id }, body: { version } }),
    );
    if (all === null) return this.stale();
    this.taken(all, 'Withdrawn. No family is told these words any more.');
  }

  private taken(all: ReplyText[], said: string): void {
    this.list.take(all);
    this.snack.say(said);
  }

  private stale(): void {
    if (this.attempt.problem()?.code === 'conflict') void this.list.refresh();
  }

  private count(state: ReplyText['state']): number {
    return (this.list.value() ?? []).filter((one) => one.state === state).length;
  }
}
