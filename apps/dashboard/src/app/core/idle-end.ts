import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { Presence } from './presence';
import { ServerClock } from './server-clock';
import { SessionStore } from './session-store';

const WARNING_MS = 2 * 60_000;
/** While somebody types without sending anything, the server is told that they are there. */
const TELL_MS = 5 * 60_000;

/** Warns before an idle session ends, and keeps one alive at which somebody works. */
@Service()
export class IdleEnd {
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly presence = inject(Presence);
  private readonly router = inject(Router);
  private readonly asked = signal(new Date(0));
  private asking = false;

  /** When the session ends, once that is less than two minutes away. `extendable` is false after twelve hours. */
  readonly warning = computed(() => {
    const ends = this.session.ends();
    if (ends === null || ends.idle.getTime() - this.clock.now().getTime() > WARNING_MS) return null;
    // Shown only after the server was asked: another tab may have kept the session alive.
    if (ends.idle.getTime() - this.asked().getTime() > WARNING_MS) return null;
    return { at: ends.idle, extendable: ends.idle < ends.whatever };
  });

  /** Looks each time the clock ticks. Call from an injection context that lives as long as somebody is signed in. */
  watch(): void {
    effect(() => {
      const now = this.clock.now();
      const ends = this.session.ends();
      untracked(() => {
        if (ends === null) return;
        const untouched = now.getTime() - this.asked().getTime() > TELL_MS;
        if (ends.idle.getTime() - now.getTime() <= WARNING_MS || (untouched && this.presence.here())) void this.ask();
      });
    });
  }

  async stay(): Promise<void> {
    await this.ask();
  }

  private async ask(): Promise<void> {
    if (this.asking) return;
    this.asking = true;
    try {
      const alive = await this.session.refresh();
      this.asked.set(this.clock.read());
      if (alive === false) {
        const back = this.router.url;
        this.session.ended();
        await this.router.navigate(['/sign-in'], { queryParams: { return: back, ended: true } });
      }
    } finally {
      this.asking = false;
    }
  }
}
