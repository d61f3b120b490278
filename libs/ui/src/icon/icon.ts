import { Component, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { IconName } from './icon-names';
import { IconSprite, SPRITE_NAMESPACE } from './icon-sprite';

export type { IconName } from './icon-names';

/** Decoration only: a word always stands beside it, or the button has a label. */
@Component({
  selector: 'sc-icon',
  imports: [MatIcon],
  host: { 'aria-hidden': 'true' },
  template: `<mat-icon [svgIcon]="namespace + ':' + name()" />`,
  styles: `
    :host {
      display: inline-flex;
      inline-size: 1.5em;
      block-size: 1.5em;
      flex: none;
      vertical-align: -0.4em;
    }
    mat-icon {
      inline-size: 100%;
      block-size: 100%;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly namespace = SPRITE_NAMESPACE;

  constructor() {
    inject(IconSprite);
  }
}
