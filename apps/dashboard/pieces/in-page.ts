import { Component, computed, input, model, output } from '@angular/core';
import type { Problem } from '@shared-care/contracts/problem';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { type Loadable, LoadState } from '@shared-care/ui/load-state/load-state';

/** Pieces that are nothing without what stands around them. */

/** As a page has it: the state, and what was fetched below. */
@Component({
  selector: 'sc-load-state-in-page',
  imports: [LoadState],
  template: `
    <sc-load-state [of]="of()" lead="The list could not be loaded." stale="This is from before." [rows]="4">
      <p>Ring the unit.</p>
    </sc-load-state>
    @if (value(); as words) {
      <p>{{ words }}</p>
    }
  `,
})
export class LoadStateInPage {
  readonly value = input<string | null>(null);
  readonly problem = input<Problem | null>(null);
  readonly retried = output();
  protected readonly of = computed<Loadable>(() => ({
    value: this.value,
    problem: this.problem,
    retry: () => this.retried.emit(),
  }));
}

/** Without a form: it says by itself what is wrong. */
@Component({
  selector: 'sc-day-box-in-field',
  imports: [DayBox, Field],
  template: `<sc-field label="From"><sc-day-box [(value)]="value" /></sc-field>`,
})
export class DayBoxInField {
  readonly value = model('');
}
