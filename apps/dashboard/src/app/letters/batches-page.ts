import { Component, computed, DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import type { LetterBatchDetail } from '@shared-care/contracts/letters/answers';
import { API } from '@shared-care/contracts/routes';
import { LETTER_KINDS, LETTER_RECIPIENTS, type LetterKind, type LetterRecipient } from '@shared-care/domain/letters';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { Api } from '../core/api';
import { inNetwork } from '../hospitals/in-network';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { LetterChoice } from './letter-choice';

const EVERY_MS = 1500;
const STATE_WORDS = { running: 'Running', done: 'Done', cancelled: 'Cancelled' } as const;

/** Letters for every child of a hospital, such as the cards of a print pack. The page can be left while it works. */
@Component({
  selector: 'sc-batches-page',
  imports: [SelectBox, AtTime, IdentityLine, LetterChoice, ProblemNote],
  templateUrl: './batches-page.html',
  styleUrl: './batches-page.scss',
})
export class BatchesPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(() => this.api.call('GET letter-batches'));
  protected readonly hospitals = fetchedNow(() => inNetwork(this.api));
  protected readonly open = signal<LetterBatchDetail | null>(null);
  protected readonly attempt = new Attempt();
  protected readonly kinds = LETTER_KINDS;
  protected readonly recipients = LETTER_RECIPIENTS;
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
    const timer = setInterval(() => void this.look(), EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
    effect(() => {
      if (this.open()?.state !== 'running') untracked(() => void this.list.refresh());
    });
  }

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const asked = {
      hospitalId: this.hospitalId(),
      kind: this.kind(),
      recipient: this.recipient(),
      largePrint: this.largePrint(),
    };
    const batch = await this.attempt.run(() => this.api.call('POST letter-batches', { body: asked }));
    if (batch !== null) this.open.set(batch);
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

  private async look(): Promise<void> {
    const batch = this.open();
    if (batch?.state !== 'running') return;
    const now = await this.api
      .call('GET letter-batches/:id', { params: { id: batch.id }, unattended: true })
      .catch(() => null);
    if (now !== null && this.open()?.id === now.id) this.open.set(now);
  }
}
