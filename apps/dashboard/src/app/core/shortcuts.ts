import { computed, Service, signal } from '@angular/core';

const KEPT_AS = 'single-key-shortcuts';

/** Whether single keys act, kept for the browser session. */
@Service()
export class Shortcuts {
  private readonly on = signal(sessionStorage.getItem(KEPT_AS) !== 'off');

  readonly singleKeys = computed(() => this.on());

  switchSingleKeys(on: boolean): void {
    this.on.set(on);
    sessionStorage.setItem(KEPT_AS, on ? 'on' : 'off');
  }
}

/** True while the person types text, where letters are letters. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, [role=combobox], input:not([type=checkbox], [type=radio])'))
  );
}
