import { Component, computed, input } from '@angular/core';
import { formatNhsNumber } from '@shared-care/domain/nhs-number';
import { isStruckThrough, NHS_NUMBER_STATUSES, type NhsNumberStatus } from '@shared-care/domain/patient-facts';

/** Always with its label, in threes, never broken over two lines. */
@Component({
  selector: 'sc-nhs-number',
  host: { class: 'u-keep' },
  template: `
    <span class="label u-quiet"
      ><span aria-hidden="true">NHS No.</span><span class="visually-hidden">NHS number</span></span
    >&nbsp;
    @if (struck()) {
      <s class="u-tabular">{{ shown() }}</s> <strong>({{ statuses[status()].toLowerCase() }})</strong>
    } @else {
      <span class="u-tabular">{{ shown() }}</span>
    }
  `,
})
export class NhsNumber {
  /** Ten digits, or null when not known. */
  readonly digits = input.required<string | null>();
  readonly status = input.required<NhsNumberStatus>();
  protected readonly struck = computed(() => this.digits() !== null && isStruckThrough(this.status()));
  protected readonly statuses = NHS_NUMBER_STATUSES;
  protected readonly shown = computed(() => {
    const digits = this.digits();
    // Non-breaking spaces, so that copying into a document keeps the number on one line as well.
    return digits === null ? 'Not known' : formatNhsNumber(digits).replaceAll(' ', ' ');
  });
}
