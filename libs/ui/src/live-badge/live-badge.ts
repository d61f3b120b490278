import { Component, computed, input } from '@angular/core';

/** How fresh the screen is, as an icon and in words. `at` is already formatted. */
@Component({
  selector: 'sc-live-badge',
  host: { class: 'u-small u-inline-flex u-baseline u-tabular', '[class]': 'kind()' },
  template: `
    <span class="dot u-body" aria-hidden="true">{{ shape() }}</span>
    @if (short() && kind() === 'live') {
      <span class="visually-hidden">{{ words() }}</span><span aria-hidden="true">{{ at() }}</span>
    } @else {
      <span>{{ short() ? shortWords() : words() }}</span>
    }
  `,
  styles: `
    :host {
      gap: 6px;
    }
    :host(.live) .dot {
      color: var(--sc-ok);
    }
  `,
})
export class LiveBadge {
  readonly kind = input.required<'live' | 'not_live' | 'offline'>();
  readonly at = input.required<string>();
  /** Where room is dear: while all is well the time alone. */
  readonly short = input(false);

  protected readonly shape = computed(() => ({ live: '●', not_live: '◐', offline: '○' })[this.kind()]);
  protected readonly shortWords = computed(() => (this.kind() === 'offline' ? 'Offline' : 'Not live'));
  protected readonly words = computed(() => {
    switch (this.kind()) {
      case 'live':
        return `Live ${this.at()}`;
      case 'not_live':
        return `Not live since ${this.at()}`;
      case 'offline':
        return `Offline, not live since ${this.at()}`;
    }
  });
}
