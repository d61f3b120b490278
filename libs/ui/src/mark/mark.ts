import { Component } from '@angular/core';

/** Ours: a drop of two parts, the unit and the local hospital, around one child. Decoration: the name stands beside it. */
@Component({
  selector: 'sc-mark',
  host: { class: 'u-square-l u-inline-block u-fixed', 'aria-hidden': 'true' },
  template: `<svg class="u-block" viewBox="0 0 32 32" focusable="false">
    <path
      class="unit"
      d="M15 2.2C13 4.6 5 14 5 20.2 5 26 9.7 30.6 15.2 31c3.3-3.4 3.1-7.6-.6-10.6-4.4-3.6-4.3-9.6.4-18.2z"
    />
    <path
      class="local"
      d="M17.2 2.6c-3.5 7-3.5 11.9.2 14.9 4.7 3.8 5.2 8.6 2.3 12.7 4.3-1.6 7.3-5.5 7.3-10 0-5.6-6.6-14.1-9.8-17.6z"
    />
  </svg>`,
  styles: `
    .unit {
      fill: var(--sc-primary);
    }
    .local {
      fill: light-dark(#0b2c4d, #d5e9fb);
    }
    @media (forced-colors: active) {
      path {
        fill: CanvasText;
      }
    }
  `,
})
export class Mark {}
