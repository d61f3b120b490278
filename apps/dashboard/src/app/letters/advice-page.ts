import { Component, computed, inject } from '@angular/core';
import { longDate, londonDate } from '@shared-care/domain/london-time';
import { LetterBlocks } from '@shared-care/ui/letter-sheet/letter-blocks';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { UnitNumber } from '../core/unit-number';

/** What helps with any child who has a bleeding disorder: approved words and the numbers, without breaking any glass. */
@Component({
  selector: 'sc-advice-page',
  imports: [LetterBlocks, LoadState, RingNow, UnitNumber],
  template: `
    <h1 tabindex="-1">Emergency advice</h1>
    <sc-load-state [of]="advice"
      ><p><sc-unit-number /></p
    ></sc-load-state>
    @if (advice.value(); as found) {
      <div class="columns u-stack u-gap-4 u-top">
        <section class="card ring" aria-labelledby="ring-title">
          <h2 id="ring-title">Ring now</h2>
          <sc-ring-now [lines]="found.ringNow" />
        </section>
        <section class="card" aria-label="Advice">
          @if (found.blocks; as blocks) {
            <h2>{{ found.title }}</h2>
            <sc-letter-blocks [blocks]="blocks" />
            <p class="meta">Approved by {{ found.approvedBy }}, {{ approvedOn() }}.</p>
          } @else {
            <p>No doctor has approved advice for this page yet. Ring the unit.</p>
          }
        </section>
      </div>
    }
  `,
  styles: `
    @media (min-width: 990px) {
      .columns {
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
      }
      .ring {
        order: 2;
      }
    }
  `,
})
export class AdvicePage {
  private readonly api = inject(Api);

  protected readonly advice = fetchedNow(
    () => this.api.call('GET emergency-advice'),
    (live) => live.changed('hospitals'),
  );
  protected readonly approvedOn = computed(() => {
    const at = this.advice.value()?.approvedAt;
    return at ? longDate(londonDate(new Date(at))) : '';
  });
}
