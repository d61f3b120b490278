import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import type { BatchPreview as Preview, LetterPreview as OnePreview } from '@shared-care/contracts/letters/answers';
import type { AskBatch } from '@shared-care/contracts/letters/shapes';
import type { Problem } from '@shared-care/contracts/problem';
import { LETTER_KINDS } from '@shared-care/domain/letters';
import { londonDate } from '@shared-care/domain/london-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { LetterPreview } from './letter-preview';

/** Whom the letters of a batch go to, who would be skipped and why, and each letter as it would be. */
@Component({
  selector: 'sc-batch-preview',
  imports: [IdentityLine, LetterPreview, LoadState, MatButtonModule, ProblemNote],
  templateUrl: './batch-preview.html',
})
export class BatchPreview {
  readonly asked = input.required<AskBatch>();
  readonly busy = input(false);
  readonly problem = input<Problem | null>(null);
  readonly make = output();
  readonly back = output();

  private readonly api = inject(Api);
  protected readonly kinds = LETTER_KINDS;
  protected readonly first = fetchedFor(this.asked, (body) => this.api.call('POST letter-batches/preview', { body }));
  private readonly more = signal<readonly Preview[]>([]);
  protected readonly attempt = new Attempt();
  protected readonly children = computed(() => {
    const first = this.first.value();
    return first === null ? [] : [first, ...this.more()].flatMap(({ children }) => children);
  });
  protected readonly total = computed(() => this.first.value()?.total ?? 0);
  protected readonly unseen = computed(() => this.total() - this.children().length);
  protected readonly stopped = computed(() => this.children().filter(({ addressee }) => addressee === null));
  protected readonly going = computed(() => this.children().filter(({ addressee }) => addressee !== null));
  /** Said once, not for every child. */
  protected readonly notes = computed(() => [...new Set(this.going().flatMap(({ notes }) => notes))]);
  protected readonly today = computed(() => londonDate(new Date(this.first.value()?.now ?? 0)));
  protected readonly one = signal<OnePreview | null>(null);

  protected async next(): Promise<void> {
    const body = { ...this.asked(), from: this.children().length };
    const found = await this.attempt.run(() => this.api.call('POST letter-batches/preview', { body }));
    if (found !== null) this.more.update((now) => [...now, found]);
  }

  protected async show(patientId: string): Promise<void> {
    const { kind, recipient, largePrint } = this.asked();
    const recipientName = this.first.value()?.recipientName ?? '';
    const body = { patientId, kind, recipient, recipientName, largePrint };
    const found = await this.attempt.run(() => this.api.call('POST letters/preview', { body }));
    if (found !== null) this.one.set(found);
  }
}
