import { Component, computed, input } from '@angular/core';
import { shareOf } from './share';

/** How much of something: filled and empty. The words say it too. */
@Component({
  selector: 'sc-share-bar',
  host: { class: 'u-block u-clip u-round-full', role: 'img', '[attr.aria-label]': 'words()' },
  template: `<span class="u-block" [style.inline-size.%]="share()"></span>`,
  styles: `
    :host {
      block-size: 0.625rem;
      background: var(--sc-track);
    }
    span {
      block-size: 100%;
      border-radius: inherit;
      background: var(--sc-primary);
      print-color-adjust: exact;
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
      span {
        background: CanvasText;
        forced-color-adjust: none;
      }
    }
  `,
})
export class ShareBar {
  readonly part = input.required<number>();
  readonly whole = input.required<number>();
  readonly words = input.required<string>();
  protected readonly share = computed(() => shareOf(this.part(), this.whole()) ?? 0);
}
