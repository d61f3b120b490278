import { Component, input } from '@angular/core';
import { LIKE_ANYONE_ELSE, type PlaceNow as Place } from '@shared-care/domain/place-now';
import { OpenAccessChip } from '../open-access-chip/open-access-chip';
import { WhereNow } from '../where-now/where-now';

/** The one hospital that counts for a child at this hour, and how they go in there. */
@Component({
  selector: 'sc-place-now',
  imports: [OpenAccessChip, WhereNow],
  template: `
    @for (words of closed(); track words) {
      <p class="u-mb-1 u-strong"><span aria-hidden="true">⚠ </span>{{ words }}</p>
    }
    @if (place(); as here) {
      <p class="hospital row u-mb-1 u-baseline u-gap-1-4">
        <strong>{{ here.hospital.name }}</strong> <sc-open-access-chip [validity]="here.validity" />
      </p>
      <p class="meta u-mb-1">{{ here.because }}. {{ here.validityBecause }}</p>
      @if (here.openAccess; as terms) {
        <sc-where-now [now]="terms" />
      } @else {
        <p class="u-mb-1">{{ likeAnyoneElse }}</p>
      }
    } @else {
      <p class="u-mb-1">No open hospital is recorded for this child. Ask the on-call team where to go.</p>
    }
  `,
})
export class PlaceNow {
  readonly place = input.required<Place | null>();
  /** Hospitals that count for the child and have closed, one sentence each. */
  readonly closed = input<string[]>([]);

  protected readonly likeAnyoneElse = LIKE_ANYONE_ELSE;
}
