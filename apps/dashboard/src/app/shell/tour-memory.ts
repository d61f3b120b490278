import { computed, inject, Service, signal } from '@angular/core';
import { remember, remembered } from '../core/device-memory';
import { SessionStore } from '../core/session-store';

const KEY = 'toured';
/** The people of one screen. */
const MOST = 40;

const short = (id: string): string => id.slice(-12);

/** Who has seen the tour, or did not want it, on this device. */
@Service()
export class TourMemory {
  private readonly session = inject(SessionStore);
  private readonly seen = signal<readonly string[]>((remembered(KEY) ?? '').split('.'));

  /** Somebody signed in for the first time here. */
  readonly offered = computed(() => {
    const user = this.session.user();
    return user !== null && !this.seen().includes(short(user.id));
  });

  settle(): void {
    const user = this.session.user();
    if (user === null || !this.offered()) return;
    this.seen.update((seen) => [...seen, short(user.id)]);
    remember(KEY, this.seen().slice(-MOST).join('.'));
  }
}
