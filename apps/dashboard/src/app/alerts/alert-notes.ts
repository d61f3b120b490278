import { Component, computed, inject, input } from '@angular/core';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { TIER_TRIGGERS, TIERS } from '@shared-care/domain/alert-tier';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ServerClock } from '../core/server-clock';
import { CorrectionNote } from './correction-note';
import { OfferNote } from './offer-note';

/** What has to be known of this alert beyond the usual: asked for, on its way, withdrawn, or no longer fitting. */
@Component({
  selector: 'sc-alert-notes',
  imports: [AtTime, CorrectionNote, OfferNote],
  host: { class: 'u-grid u-gap-2', '[hidden]': 'nothing()' },
  template: `
    @let alert = this.alert();
    <sc-correction-note [alert]="alert" />
    <sc-offer-note [alert]="alert" />
    @if (alert.withdrawn; as withdrawn) {
      <p class="note u-m-0 u-py-2 u-px-4 u-round-card u-rowtext">
        <strong>Withdrawn <sc-at-time [at]="withdrawn.at" [today]="today()" />.</strong> {{ withdrawn.because }}
        A withdrawn alert has ended. If the child comes after all, log a new attendance.
      </p>
    }
    @if (alert.lowerByRules; as lower) {
      <p class="note u-m-0 u-py-2 u-px-4 u-round-card u-rowtext">
        <strong>By the corrected facts the rules give {{ tiers[lower] }}.</strong> It stays
        {{ tiers[alert.tier] }} until somebody lowers it.{{
          alert.mayLowerTo.length > 0 ? '' : ' It can be lowered once somebody owns it.'
        }}
      </p>
    }
    @if (alert.triggers.length > 1) {
      <p class="note plain u-m-0 u-px-4 u-round-card u-rowtext u-py-0">
        Also:
        @for (trigger of alert.triggers.slice(1); track trigger; let last = $last) {
          {{ triggers[trigger].words }}{{ last ? '.' : ';' }}
        }
      </p>
    }
  `,
  styles: `
    .note {
      border: 1px solid var(--sc-amber-line);
      background: var(--sc-amber-wash);
    }
    .plain {
      border-color: transparent;
      background: none;
    }
  `,
})
export class AlertNotes {
  private readonly clock = inject(ServerClock);
  readonly alert = input.required<AlertDetail>();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly nothing = computed(() => {
    const { correction, offer, withdrawn, lowerByRules, triggers } = this.alert();
    return ![correction, offer, withdrawn, lowerByRules].some((note) => note !== null) && triggers.length < 2;
  });
  protected readonly tiers = TIERS;
  protected readonly triggers = TIER_TRIGGERS;
}
