import { Component, input } from '@angular/core';
import type { ArrangementNow } from '@shared-care/domain/place-now';

/**
 * Where a child with open access goes in this hour and whom they ring first, each with its hours; on paper, which is
 * read at another hour, the same for every hour.
 */
@Component({
  selector: 'sc-where-now',
  template: `
    @let terms = now();
    <dl class="screen">
      <div class="u-mb-1">
        <dt class="meta">Where to go now</dt>
        <dd>
          {{ terms.where }} <span class="hours meta u-block">{{ terms.whereHours }}</span>
        </dd>
      </div>
      <div class="u-mb-1">
        <dt class="meta">Ring first</dt>
        <dd>
          @if (terms.ringFirst; as number) {
            {{ number.label }}
            <a class="number u-strong u-keep u-tabular" [href]="dial(number.phone)">{{ number.phone }}</a>&ngsp;
            <span class="hours meta u-block">{{ number.hours }}</span>
            @if (number.warning; as warning) {
              <span class="u-block u-strong"><span aria-hidden="true">⚠ </span>{{ warning }}</span>
            }
          } @else if (terms.say === null) {
            Not recorded
          } @else if (terms.ringFirstAllHours.length > 0) {
            No number for this hour.
          }
          {{ terms.say }}
        </dd>
      </div>
    </dl>
    <dl class="paper u-hide">
      <div class="u-mb-1">
        <dt class="meta">Where to go</dt>
        <dd>{{ terms.whereAllHours }}</dd>
      </div>
      <div class="u-mb-1">
        <dt class="meta">Ring first</dt>
        @for (number of terms.ringFirstAllHours; track $index) {
          <dd>{{ number.hours }}: {{ number.label }}, {{ number.phone }}</dd>
        } @empty {
          <dd>Not recorded</dd>
        }
        @if (terms.say; as say) {
          <dd>{{ say }}</dd>
        }
      </div>
    </dl>
  `,
  styles: `
    @media (pointer: coarse) {
      .number {
        display: inline-flex;
        align-items: center;
        min-block-size: 48px;
      }
    }
    @media print {
      .screen {
        display: none;
      }
      .paper {
        display: block;
      }
      dt,
      dd {
        display: inline;
        font-size: inherit;
        line-height: inherit;
      }
      dt {
        font-weight: 600;
        color: inherit;
      }
    }
  `,
})
export class WhereNow {
  readonly now = input.required<ArrangementNow>();

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }
}
