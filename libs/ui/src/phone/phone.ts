import { Component, computed, input } from '@angular/core';

/** A number to ring by touching it, with the extension to ask for and the bleep beside it. */
@Component({
  selector: 'sc-phone',
  host: { class: 'u-inline-flex u-wrap u-baseline u-gap-0-2 u-tabular' },
  template: `<a class="u-keep" [href]="dial()">{{ phone() }}</a>
    @if (extension(); as further) {
      <span class="u-keep">extension {{ further }}</span>
    }
    @if (bleep(); as further) {
      <span class="u-keep">bleep {{ further }}</span>
    }`,
  styles: `
    @media (pointer: coarse) {
      a {
        display: inline-flex;
        align-items: center;
        min-block-size: 48px;
      }
    }
    @media print {
      a {
        color: inherit;
        text-decoration: none;
      }
    }
  `,
})
export class Phone {
  readonly phone = input.required<string>();
  readonly extension = input<string | null>(null);
  readonly bleep = input<string | null>(null);
  protected readonly dial = computed(() => `tel:${this.phone().replace(/[^\d+]/g, '')}`);
}
