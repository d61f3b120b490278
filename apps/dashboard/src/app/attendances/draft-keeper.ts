import { DestroyRef, Injectable, inject, signal } from '@angular/core';
import type { SaveAttendanceDraft } from '@shared-care/contracts/attendances/shapes';
import { Api } from '../core/api';

/** A pause in typing this long saves the draft. */
const PAUSE_MS = 3_000;

/**
 * Keeps an unfinished sheet with the server, under the sheet's own key, so that it can be taken up at another computer
 * and nothing about a child stays on this one. A draft that could not be kept is no error: the sheet is still open.
 */
@Injectable()
export class DraftKeeper {
  private readonly api = inject(Api);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private latest: SaveAttendanceDraft | null = null;

  /** When the server last had it; null before that, and again once it is finished. */
  readonly savedAt = signal<string | null>(null);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.flush());
  }

  keep(draft: SaveAttendanceDraft): void {
    this.latest = draft;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), PAUSE_MS);
  }

  /** Logged: the server has forgotten the draft by itself. */
  done(): void {
    clearTimeout(this.timer);
    this.latest = null;
    this.savedAt.set(null);
  }

  async discard(id: string): Promise<void> {
    this.done();
    await this.api.call('DELETE attendance-drafts/:id', { params: { id } }).catch(() => undefined);
  }

  private flush(): void {
    clearTimeout(this.timer);
    const draft = this.latest;
    this.latest = null;
    if (draft === null) return;
    this.api.call('POST attendance-drafts', { body: draft }).then(
      ({ savedAt }) => this.savedAt.set(savedAt),
      () => this.savedAt.set(null),
    );
  }
}
