import { Component, input } from '@angular/core';
import { HOME_THERAPY_CONCERNS, type HomeTherapyConcern } from '@shared-care/domain/home-therapy';

const URGENT: readonly HomeTherapyConcern[] = ['delivery_missed', 'stock_low'];

/** What somebody should look into, in words with a shape. */
@Component({
  selector: 'sc-concern-chips',
  host: { class: 'row u-gap-1 u-stretch' },
  template: `
    @for (concern of concerns(); track concern) {
      <span class="tag" [class.red]="isUrgent(concern)" [class.amber]="!isUrgent(concern)"
        ><span aria-hidden="true">{{ isUrgent(concern) ? '▲ ' : '◆ ' }}</span
        >{{ words[concern] }}</span
      >
    } @empty {
      <span class="tag valid"><span aria-hidden="true">✓ </span>In order</span>
    }
  `,
})
export class ConcernChips {
  readonly concerns = input.required<readonly HomeTherapyConcern[]>();
  protected readonly words = HOME_THERAPY_CONCERNS;

  protected isUrgent(concern: HomeTherapyConcern): boolean {
    return URGENT.includes(concern);
  }
}
