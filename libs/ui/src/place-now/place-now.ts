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
      <p class="closed"><span aria-hidden="true">⚠ </span>{{ words }}</p>
    }
    @if (place(); as here) {
      <p class="hospital">
        <strong>{{ here.hospital.name }}</strong> <sc-open-access-chip [validity]="here.validity" />
      </p>
      <p class="meta">{{ here.because }}. {{ here.validityBecause }}</p>
      @if (here.openAccess; as terms) {
        <sc-where-now [now]="terms" />
      } @else {
        <p>{{ likeAnyoneElse }}</p>
      }
    } @else {
      <p>No open hospital is recorded for this child. Ask the on-call team where to go.</p>
    }
  `,
  styles: `
    p {
      margin: 0 0 4px;
    }
    .meta {
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
    }
    .hospital {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 2px 12px;
    }
    .closed {
      font-weight: 600;
    }
  `,
})
export class PlaceNow {
  readonly place = input.required<Place | null>();
  /** Hospitals that count for the child and have closed, one sentence each. */
  readonly closed = input<string[]>([]);

  protected readonly likeAnyoneElse = LIKE_ANYONE_ELSE;
}
