import { Service } from '@angular/core';

const AWAY_AFTER_MS = 60_000;

/** Whether somebody is at this screen: what it fetches by itself must not keep their session alive. */
@Service()
export class Presence {
  private last = performance.now();

  constructor() {
    const here = (): void => {
      this.last = performance.now();
    };
    for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
      addEventListener(kind, here, { capture: true, passive: true });
  }

  /** Somebody pressed, typed or moved something within the last minute. */
  here(): boolean {
    return performance.now() - this.last < AWAY_AFTER_MS;
  }
}
