import { Component, input } from '@angular/core';
import { treatmentFlag, treatmentWords, type ChildTreatment } from '@shared-care/domain/treatments';

/** The treatments of a child in one line. One on which any bleed is red is marked; none at all is said. */
@Component({
  selector: 'sc-treatment-flags',
  template: `
    @for (one of treatments(); track one.id; let last = $last) {
      @if (one.redWhenBleeding) {
        <strong><span aria-hidden="true">⚠ </span>{{ words(one) }}</strong>
      } @else {
        <span>{{ words(one) }}</span>
      }
      {{ last ? '' : ' · ' }}
    } @empty {
      @if (!short()) {
        Treatment not recorded
      }
    }
  `,
})
export class TreatmentFlags {
  readonly treatments = input.required<readonly ChildTreatment[]>();
  /** In a list: the names alone, and nothing when there is none. */
  readonly short = input(false);

  protected words(one: ChildTreatment): string {
    return this.short() ? treatmentFlag(one) : treatmentWords(one);
  }
}
