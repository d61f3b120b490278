import { Component, computed, input } from '@angular/core';
import { careBeside, treatmentLines, treatmentWords, type ChildTreatment } from '@shared-care/domain/treatments';

/** What a department must know of each treatment, as a doctor of the unit approved it; the safe line until then. */
@Component({
  selector: 'sc-treatment-advice',
  host: { class: 'u-stack u-gap-3' },
  template: `
    @for (one of treatments(); track one.id) {
      <div [class.urgent]="one.redWhenBleeding">
        <p class="name u-strong u-m-0">
          @if (one.redWhenBleeding) {
            <span aria-hidden="true">⚠ </span>
          }
          {{ words(one) }}
        </p>
        @for (line of lines(one); track line) {
          <p class="u-m-0">{{ line }}</p>
        }
      </div>
    }
    @for (pair of beside(); track pair) {
      <p class="name u-strong u-m-0"><span aria-hidden="true">⚠ </span>{{ pair }}</p>
    }
  `,
  styles: `
    p {
      max-width: 70ch;
    }
    .urgent {
      border-inline-start: 0.25rem solid currentColor;
      padding-inline-start: 0.75rem;
    }
  `,
})
export class TreatmentAdvice {
  readonly treatments = input.required<readonly ChildTreatment[]>();
  protected readonly beside = computed(() => careBeside(this.treatments()));
  protected readonly words = treatmentWords;
  protected readonly lines = treatmentLines;
}
