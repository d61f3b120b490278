import { Component, computed, input } from '@angular/core';
import { londonDate, londonTime, longDate, shortDate } from '@shared-care/domain/london-time';

/** An instant in London time: the time alone on the day it is read, otherwise with its date. */
@Component({
  selector: 'sc-at-time',
  host: { class: 'u-keep u-tabular' },
  template: `<time [attr.datetime]="at()">
    @if (date(); as day) {
      <span aria-hidden="true">{{ short(day) }}</span><span class="visually-hidden">{{ long(day) }}</span
      >&nbsp;
    }
    {{ time() }}</time
  >`,
})
export class AtTime {
  /** ISO 8601 instant. */
  readonly at = input.required<string>();
  /** `yyyy-mm-dd` of the day whose date goes without saying; null always shows the date. */
  readonly today = input<string | null>(null);
  protected readonly time = computed(() => londonTime(new Date(this.at())));
  protected readonly date = computed(() => {
    const date = londonDate(new Date(this.at()));
    return date === this.today() ? null : date;
  });
  protected readonly short = shortDate;
  protected readonly long = longDate;
}
