import { DestroyRef, Injectable, type Signal, inject, linkedSignal, signal } from '@angular/core';

/** Whether the pointer is pressed down, anywhere. */
@Injectable({ providedIn: 'root' })
class Press {
  readonly held = signal(false);

  constructor() {
    const heard = new AbortController();
    const on = (name: string, held: (event: Event) => boolean): void =>
      window.addEventListener(name, (event) => this.held.set(held(event)), { capture: true, signal: heard.signal });
    on('pointerdown', (event) => event instanceof PointerEvent && event.button === 0);
    for (const name of ['pointerup', 'pointercancel', 'contextmenu', 'dragend', 'pagehide']) on(name, () => false);
    inject(DestroyRef).onDestroy(() => heard.abort());
  }
}

/**
 * What is said below a field, held still while the pointer is down: a press takes the focus away from a field, and an
 * error said in that instant would move the button from under the pointer, so that the press would be lost.
 */
export function steady<T>(said: () => T): Signal<T> {
  const { held } = inject(Press);
  return linkedSignal<{ held: boolean; said: T }, T>({
    source: () => ({ held: held(), said: said() }),
    computation: (now, before) => (now.held && before !== undefined ? before.value : now.said),
  }).asReadonly();
}
