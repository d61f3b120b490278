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
      <div>
        <dt>Where to go now</dt>
        <dd>
          {{ terms.where }} <span class="hours">{{ terms.whereHours }}</span>
        </dd>
      </div>
      <div>
        <dt>Ring first</dt>
        <dd>
          @if (terms.ringFirst; as number) {
            {{ number.label }}
            <a class="number" [href]="dial(number.phone)">{{ number.phone }}</a>&ngsp;
            <span class="hours">{{ number.hours }}</span>
            @if (number.warning; as warning) {
              <span class="warning"><span aria-hidden="true">⚠ </span>{{ warning }}</span>
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
    <dl class="paper">
      <div>
        <dt>Where to go</dt>
        <dd>{{ terms.whereAllHours }}</dd>
      </div>
      <div>
        <dt>Ring first</dt>
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
    dl {
      margin: 0;
    }
    dl > div {
      margin-block-end: 4px;
    }
    dt {
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
    }
    dd {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .number {
      font-weight: 600;
      white-space: nowrap;
      font-variant-numeric: tabular-nums;
    }
    .hours {
      display: block;
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
    }
    .warning {
      display: block;
      font-weight: 600;
    }
    .paper {
      display: none;
    }
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
