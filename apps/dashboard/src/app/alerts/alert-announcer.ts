import { effect, inject, Service, untracked } from '@angular/core';
import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import { SpokenLine } from '../core/spoken-line';
import { AlertStore } from './alert-store';
import { RedSound } from './red-sound';

/** A screen reader which is interrupted all the time is switched off. */
const PAUSE_MS = 15_000;

/** Tells a screen reader of new alerts on whatever page it is; never of blue ones, never a name. Red may be heard as well. */
@Service()
export class AlertAnnouncer {
  private readonly store = inject(AlertStore);
  private readonly line = inject(SpokenLine);
  private readonly sound = inject(RedSound);
  private known: ReadonlySet<string> | null = null;
  private news: AlertInQueue[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private spokeAt = 0;

  constructor() {
    effect(() => {
      const queue = this.store.running();
      untracked(() => this.compare(queue?.alerts ?? null));
    });
  }

  private compare(alerts: readonly AlertInQueue[] | null): void {
    const loud = alerts?.filter((alert) => alert.tier !== 'blue') ?? null;
    const known = this.known;
    this.known = loud === null ? null : new Set(loud.map((alert) => alert.id));
    // What was there when the page was opened is not news.
    if (loud === null || known === null) return;
    const fresh = loud.filter((alert) => !known.has(alert.id) && alert.state === 'open');
    if (fresh.length === 0) return;
    this.news.push(...fresh);
    clearTimeout(this.timer);
    if (fresh.some((alert) => alert.tier === 'red')) {
      this.sound.play();
      this.speak('assertive');
    } else this.timer = setTimeout(() => this.speak('polite'), Math.max(0, this.spokeAt + PAUSE_MS - Date.now()));
  }

  private speak(politeness: 'polite' | 'assertive'): void {
    const count = this.news.length;
    const red = this.news.filter((alert) => alert.tier === 'red').length;
    const open = this.store.counts()?.open ?? count;
    this.news = [];
    this.spokeAt = Date.now();
    const news = `${count} new ${count === 1 ? 'alert' : 'alerts'}${red > 0 ? `, ${red} red` : ''}`;
    this.line.say(`${news}. ${open} open.`, politeness);
  }
}
