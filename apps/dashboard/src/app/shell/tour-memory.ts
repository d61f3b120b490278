import { computed, inject, Service, signal } from '@angular/core';
import { SessionStore } from '../core/session-store';

const KEY = 'tour-seen';

/** Who has seen the tour, or did not want it, on this device. */
@Service()
export class TourMemory {
  private readonly session = inject(SessionStore);
  private readonly seen = signal<readonly string[]>(read());

  /** Somebody signed in for the first time here. */
  readonly offered = computed(() => {
    const user = this.session.user();
    return user !== null && !this.seen().includes(user.id);
  });

  settle(): void {
    const user = this.session.user();
    if (user === null || !this.offered()) return;
    this.seen.update((seen) => [...seen, user.id]);
    try {
      localStorage.setItem(KEY, this.seen().join(' '));
    } catch {
      // A browser that keeps nothing offers it again.
    }
  }
}

function read(): string[] {
  try {
    return (localStorage.getItem(KEY) ?? '').split(' ').filter((id) => id !== '');
  } catch {
    return [];
  }
}
