import { Component, computed, input } from '@angular/core';
import { longDate, shortDate } from '@shared-care/domain/london-time';

/** A calendar date: short for the eye, spelled out for a screen reader, which stumbles on short months. */
@Component({
  selector: 'sc-on-date',
  host: { class: 'u-keep u-tabular' },
  template: `<time [attr.datetime]="date()"
    ><span aria-hidden="true">{{ short() }}</span
    ><span class="visually-hidden">{{ long() }}</span></time
  >`,
})
export class OnDate {
  /** `yyyy-mm-dd` */
  readonly date = input.required<string>();
  protected readonly short = computed(() => shortDate(this.date()));
  protected readonly long = computed(() => longDate(this.date()));
}
