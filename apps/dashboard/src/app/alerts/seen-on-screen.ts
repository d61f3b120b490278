import { Directive, effect, ElementRef, inject, input, output } from '@angular/core';

/**
 * Tells when its element could be read: at least half of it within the window, of a page that is in front. Only that is
 * a receipt; a tab in the background or a row below the fold has shown nobody anything.
 */
@Directive({ selector: '[scSeenOnScreen]' })
export class SeenOnScreen {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  /** Once for each. */
  readonly scSeenOnScreen = input.required<{ id: string; version: number }>();
  readonly seen = output<{ id: string; version: number }>();

  constructor() {
    effect((onCleanup) => {
      const value = this.scSeenOnScreen();
      let within = false;
      const look = (): void => {
        if (!within || document.visibilityState !== 'visible') return;
        stop();
        this.seen.emit(value);
      };
      const observer = new IntersectionObserver(
        (entries) => {
          within = entries.at(-1)!.isIntersecting;
          look();
        },
        { threshold: 0.5 },
      );
      const stop = (): void => {
        observer.disconnect();
        document.removeEventListener('visibilitychange', look);
      };
      observer.observe(this.element);
      document.addEventListener('visibilitychange', look);
      onCleanup(stop);
    });
  }
}
