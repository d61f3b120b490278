import { Component, computed, input } from '@angular/core';
import type { RequestInList } from '@shared-care/contracts/requests/answers';
import { REQUEST_WAITS } from '@shared-care/contracts/requests/shapes';
import { OnDate } from '@shared-care/ui/on-date/on-date';

/** By when a request is to be done, and how far that is: in words, with a shape, never by colour alone. */
@Component({
  selector: 'sc-request-clock',
  imports: [OnDate],
  template: `
    @if (request().doneAt) {
      <span class="tag">Done</span>
    } @else if (request().timeLeft; as left) {
      <span class="tag" [class.red]="late()" [class.amber]="request().urgency === 'soon'"
        ><span aria-hidden="true">{{ late() ? '▲ ' : request().urgency === 'soon' ? '◆ ' : '' }}</span
        >{{ left }}</span
      >
    } @else {
      <span class="tag blue"><span aria-hidden="true">◐ </span>Waiting</span>
    }
    @if (request().doBy; as day) {
      <span class="u-block u-mt-1">Do by <sc-on-date [date]="day" /></span>
    }
    @if (request().waiting; as waiting) {
      <span class="meta u-block u-mt-1"
        >{{ request().timeLeft ? 'You asked to look again on' : 'Look again on' }}
        <sc-on-date [date]="waiting.until" />: {{ waits[waiting.on] }}, {{ waiting.because }}</span
      >
    }
  `,
})
export class RequestClock {
  readonly request = input.required<RequestInList>();
  protected readonly late = computed(() => ['due', 'overdue'].includes(this.request().urgency ?? ''));
  protected readonly waits = REQUEST_WAITS;
}
