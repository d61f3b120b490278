import { Component, computed, DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { LetterBatch, LetterBatchDetail } from '@shared-care/contracts/letters/answers';
import type { AskBatch } from '@shared-care/contracts/letters/shapes';
import { API } from '@shared-care/contracts/routes';
import { LETTER_KINDS, recipientWord, type LetterKind, type LetterRecipient } from '@shared-care/domain/letters';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { inNetwork } from '../hospitals/in-network';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { listAddress, pageHere } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { BatchPreview } from './batch-preview';
import { LetterChoice } from './letter-choice';

const EVERY_MS = 1500;
const STATE_WORDS = { running: 'Running', done: 'Done', cancelled: 'Cancelled' } as const;

/** Letters for every child of a hospital, such as the cards of a print pack. The page can be left while it works. */
@Component({
  selector: 'sc-batches-page',
  imports: [
    AtTime,
    BatchPreview,
    DataList,
    IdentityLine,
    LetterChoice,
    ListCell,
    MatButtonModule,
    ProblemNote,
    RouterLink,
    SelectBox,
  ],
  templateUrl: './batches-page.html',
})
export class BatchesPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(() => this.api.call('GET letter-batches'));
  protected readonly hospitals = fetchedNow(() => inNetwork(this.api));
  protected readonly address = listAddress({ sort: 'asked', descending: true }, []);
  protected readonly noun = { one: 'batch', many: 'batches' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'what', word: 'Letters', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'hospital', word: 'Hospital', sort: { up: 'A to Z', down: 'Z to A' } },
    { id: 'state', word: 'State' },
    { id: 'issued', word: 'Issued', sort: { up: 'fewest first', down: 'most first' } },
    { id: 'asked', word: 'Asked for', sort: { up: 'oldest first', down: 'newest first' } },
  ];
  protected readonly page = computed(() => {
    const all = this.list.value();
    return all === null
      ? null
      : pageHere(all, all, this.address.query(), {
          what: (batch) => this.what(batch),
          hospital: ({ hospital }) => hospital.name,
          issued: ({ issued }) => issued,
          asked: ({ askedAt }) => askedAt,
        });
  });
  /** What the batch would be, while it is looked at. */
  protected readonly looked = signal<AskBatch | null>(null);
  protected readonly open = signal<LetterBatchDetail | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly kinds = LETTER_KINDS;
  protected readonly words = STATE_WORDS;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly hospitalId = signal('');
  protected readonly kind = signal<LetterKind>('emergency_card');
  protected readonly recipient = signal<LetterRecipient>('ward');
  protected readonly largePrint = signal(false);
  protected readonly finished = computed(() => {
    const batch = this.open();
    return batch === null ? 0 : batch.issued + batch.skipped;
  });

  constructor() {
    const timer = setInterval(() => void this.follow(), EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    effect(() => {
      if (this.open()?.state !== 'running') untracked(() => void this.list.refresh());
    });
  }

  protected what({ kind, recipient }: LetterBatch): string {
    return `${LETTER_KINDS[kind]} for the ${recipientWord(recipient)}`;
  }

  /** Nothing is made that was not looked at. */
  protected look(event: Event): void {
    event.preventDefault();
    this.attempt.forget();
    this.looked.set({
      hospitalId: this.hospitalId(),
      kind: this.kind(),
      recipient: this.recipient(),
      largePrint: this.largePrint(),
    });
  }

  protected async ask(): Promise<void> {
    const body = this.looked()!;
    const batch = await this.attempt.run(() => this.api.call('POST letter-batches', { body }));
    if (batch === null) return;
    this.open.set(batch);
    this.looked.set(null);
  }

  protected async show(id: string): Promise<void> {
    const batch = await this.attempt.run(() =>
      this.api.call('GET letter-batches/:id', { params: { id }, unattended: true }),
    );
    if (batch !== null) this.open.set(batch);
  }

  protected async cancel(): Promise<void> {
    const batch = await this.attempt.run(() =>
      this.api.call('POST letter-batches/:id/cancel', { params: { id: this.open()!.id }, body: { cancel: true } }),
    );
    if (batch !== null) this.open.set(batch);
  }

  protected pdf(id: string): string {
    return `${API}/letter-batches/${id}/pdf`;
  }

  private async follow(): Promise<void> {
    const batch = this.open();
    if (batch?.state !== 'running') return;
    const now = await this.api
      .call('GET letter-batches/:id', { params: { id: batch.id }, unattended: true })
      .catch(() => null);
    if (now !== null && this.open()?.id === now.id) this.open.set(now);
  }
}
