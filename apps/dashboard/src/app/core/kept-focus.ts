import { afterNextRender, type Injector } from '@angular/core';

/** After the pressed button has gone from the page, the focus would start again at its top; this gives it a neighbour. */
export function focusWhenLost(injector: Injector, find: () => HTMLElement | null | undefined): void {
  afterNextRender(
    () => {
      if (document.activeElement === null || document.activeElement === document.body) find()?.focus();
    },
    { injector },
  );
}
