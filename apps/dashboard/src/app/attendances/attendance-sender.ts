import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import type { LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { Problem } from '@shared-care/contracts/problem';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { Api } from '../core/api';
import { toProblem } from '../core/problem';

/** The next attempt carries the same key. */
const PATIENCE_MS = 15_000;
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 15_000;

/**
 * Sends one sheet until the server has answered. One key for the sheet and one fixed body for an attempt and all its
 * repeats: however often it goes out, it is logged once (H1). One sender belongs to one open sheet.
 */
@Injectable()
export class AttendanceSender {
  private readonly api = inject(Api);

  readonly state = signal<'typing' | 'saving' | 'retrying' | 'saved'>('typing');
  /** From the first attempt without an answer until there is one, or the person goes back to the sheet. */
  readonly unanswered = signal(false);
  readonly refusal = signal<Problem | null>(null);
  readonly logged = signal<LoggedAttendance | null>(null);
  readonly loggedAsFirstSent = signal(false);

  private sheetKey: string = crypto.randomUUID();
  private body: LogAttendance | null = null;
  /** Sent without an answer and changed since: the server may have it. */
  private maybeStored: LogAttendance | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wait = FIRST_RETRY_MS;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  get key(): string {
    return this.sheetKey;
  }

  /** What is on its way, or was when the sheet was left. */
  get sent(): LogAttendance | null {
    return this.body;
  }

  /** Takes up a sheet that went away; what had been sent goes out again. */
  resume(key: string, sent: LogAttendance | null): void {
    this.sheetKey = key;
    if (sent) void this.send(sent);
  }

  async send(body: LogAttendance): Promise<void> {
    this.body = body;
    await this.attempt();
  }

  /** Now, instead of at the next repeat. */
  async attempt(): Promise<void> {
    if (this.body === null || this.state() === 'saving') return;
    clearTimeout(this.timer);
    this.state.set('saving');
    this.refusal.set(null);
    try {
      this.logged.set(
        await this.api.call('POST attendances', { body: this.body, key: this.sheetKey, patienceMs: PATIENCE_MS }),
      );
      this.unanswered.set(false);
      this.state.set('saved');
    } catch (error) {
      await this.failed(toProblem(error));
    }
  }

  /** Back to the sheet while the network is down. The key stays, so what may be stored already cannot be doubled. */
  stopTrying(): void {
    clearTimeout(this.timer);
    this.maybeStored = this.body;
    this.body = null;
    this.unanswered.set(false);
    this.state.set('typing');
  }

  /** For the next child: a new key, nothing remembered. */
  startOver(): void {
    this.sheetKey = crypto.randomUUID();
    this.body = null;
    this.maybeStored = null;
    this.logged.set(null);
    this.loggedAsFirstSent.set(false);
    this.refusal.set(null);
    this.state.set('typing');
  }

  private async failed(problem: Problem): Promise<void> {
    // Without an answer it may be stored or not. The same key makes another attempt safe.
    if (['unavailable', 'failed', 'too_many'].includes(problem.code)) {
      this.state.set('retrying');
      this.wait = this.unanswered() ? Math.min(this.wait * 2, LAST_RETRY_MS) : FIRST_RETRY_MS;
      this.unanswered.set(true);
      this.timer = setTimeout(() => void this.attempt(), this.wait);
      return;
    }
    this.state.set('typing');
    this.unanswered.set(false);
    this.body = null;
    if (this.maybeStored !== null && problem.errors?.some(({ field }) => field === IDEMPOTENCY_HEADER)) {
      // The server had it all along: ask again with the words it knows, so that it says what it logged.
      const first = this.maybeStored;
      this.maybeStored = null;
      this.loggedAsFirstSent.set(true);
      return this.send(first);
    }
    this.refusal.set(problem);
  }
}
