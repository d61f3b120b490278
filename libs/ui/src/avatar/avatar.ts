import { Component, computed, input } from '@angular/core';
import { hueOf, initialsOf } from './person-look';

/** A person as initials in a pale disc of their own hue. The name stands beside it, or in the label of what it is in. */
@Component({
  selector: 'sc-avatar',
  host: { class: 'u-square-l u-middle u-fixed u-strong', 'aria-hidden': 'true', '[class]': 'hue()' },
  template: `{{ initials() }}`,
  styles: `
    :host {
      display: inline-grid;
      border-radius: 50%;
      background: var(--hue-bg);
      color: var(--hue);
      font-size: 0.75rem;
      line-height: 1;
    }
    :host(.hue-1) {
      --hue-bg: var(--sc-p1-bg);
      --hue: var(--sc-p1);
    }
    :host(.hue-2) {
      --hue-bg: var(--sc-p2-bg);
      --hue: var(--sc-p2);
    }
    :host(.hue-3) {
      --hue-bg: var(--sc-p3-bg);
      --hue: var(--sc-p3);
    }
    :host(.hue-4) {
      --hue-bg: var(--sc-p4-bg);
      --hue: var(--sc-p4);
    }
    :host(.hue-5) {
      --hue-bg: var(--sc-p5-bg);
      --hue: var(--sc-p5);
    }
    :host(.hue-6) {
      --hue-bg: var(--sc-p6-bg);
      --hue: var(--sc-p6);
    }
    @media (forced-colors: active) {
      :host {
        border: 1px solid CanvasText;
      }
    }
  `,
})
export class Avatar {
  readonly person = input.required<{ id: string; displayName: string }>();
  protected readonly initials = computed(() => initialsOf(this.person().displayName));
  protected readonly hue = computed(() => `hue-${hueOf(this.person().id)}`);
}
