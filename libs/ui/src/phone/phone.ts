import { Component, computed, input } from '@angular/core';

/** A number to ring by touching it, with the extension to ask for and the bleep beside it. */
@Component({
  selector: 'sc-phone',
  template: `<a [href]="dial()">{{ phone() }}</a>
    @if (extension(); as further) {
      <span class="further">extension {{ further }}</span>
    }
    @if (bleep(); as further) {
      <span class="further">bleep {{ further }}</span>
    }`,
  styles: `
    :host {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: baseline;
      column-gap: 8px;
      font-variant-numeric: tabular-nums;
    }
    a,
    .further {
      white-space: nowrap;
    }
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
