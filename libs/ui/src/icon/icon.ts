import { Component, computed, input } from '@angular/core';

/** Drawn for a 24 px square; strokes follow the colour of the text. */
const ICONS = {
  today: 'M4 5h16v15H4zM4 10h16M8 3v4M16 3v4',
  patients:
    'M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM3 20c0-4 2.500-6 6-6s6 2 6 6M16 4.500a3.500 3.500 0 0 1 0 6M17.500 14.500c2.300.700 3.500 2.600 3.500 5.500',
  requests: 'M5 4h14v16H5zM9 9h6M9 13h6M9 17h3',
  search: 'M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 21 21',
  add: 'M12 5v14M5 12h14',
  more: 'M5 12h.010M12 12h.010M19 12h.010',
  close: 'M6 6l12 12M18 6 6 18',
  back: 'M15 5l-7 7 7 7',
  next: 'M9 5l7 7-7 7',
  down: 'M5 9l7 7 7-7',
  tick: 'M5 12.500l4.500 4.500L19 7.500',
  warning: 'M12 4 2.500 20h19ZM12 10v4.500M12 17v.500',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.500M12 7.500v.500',
  phone:
    'M6 3.500h3.500l1.500 5-2.300 1.700a12 12 0 0 0 5.100 5.100l1.700-2.300 5 1.500V18c0 1.700-1.300 2.700-3 2.500C10.500 19.500 4.500 13.500 3.500 6.500 3.300 4.800 4.300 3.500 6 3.500Z',
  copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.500l3.500 2',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v5M16 3v5M8 14h3v3H8z',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 21c0-4.500 3-7 7.500-7s7.500 2.500 7.500 7',
  keyboard: 'M3 6h18v12H3zM7 10h.010M11 10h.010M15 10h.010M7 14h10',
  hospital: 'M4 21V6h16v15M2 21h20M12 9v6M9 12h6',
  door: 'M6 21V4h9v17M3 21h18M15 6l4 1v14M11.500 12.500v.500',
  edit: 'M4 20l1-4L16 5l3 3L8 19zM14 7l3 3',
  undo: 'M8 5 4 9l4 4M4 9h10a5.500 5.500 0 0 1 0 11h-3',
  treatment:
    'M10 20.500a4.600 4.600 0 0 1-6.500-6.500l7.500-7.500a4.600 4.600 0 0 1 6.500 6.500ZM7.300 10.300l6.500 6.500',
  insights: 'M4 20h16M6 20v-6M11 20V6M16 20v-9',
  history: 'M4 12a8 8 0 1 0 2.500-5.800L4 8.500M4 4v4.500h4.500M12 8v4.500l3 1.500',
} as const;
export type IconName = keyof typeof ICONS;

/** Decoration only: a word always stands beside it. */
@Component({
  selector: 'sc-icon',
  host: { 'aria-hidden': 'true' },
  template: `<svg viewBox="0 0 24 24" focusable="false"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      inline-size: 1.5em;
      block-size: 1.5em;
      flex: none;
      vertical-align: -0.4em;
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 2;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly path = computed(() => ICONS[this.name()]);
}
