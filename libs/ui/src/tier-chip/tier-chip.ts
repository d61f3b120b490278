import { Component, computed, input } from '@angular/core';
import { type Tier, TIER_TRIGGERS, TIERS, type TierTrigger } from '@shared-care/domain/alert-tier';

const SHAPES: Record<Tier, string> = { red: '▲', amber: '◆', blue: '○' };

/** Shape, word and colour; with its trigger, a tier says why. */
@Component({
  selector: 'sc-tier-chip',
  host: { class: 'u-inline-flex u-column u-top u-gap-1' },
  template: `
    <span class="tag" [class]="tier()"
      ><span aria-hidden="true">{{ shape() }} </span>{{ word() }}</span
    >
    @if (because(); as because) {
      <span class="because meta u-break">because: {{ because }}</span>
    }
  `,
})
export class TierChip {
  readonly tier = input.required<Tier>();
  readonly trigger = input<TierTrigger>();

  protected readonly shape = computed(() => SHAPES[this.tier()]);
  protected readonly word = computed(() => TIERS[this.tier()]);
  protected readonly because = computed(() => {
    const trigger = this.trigger();
    return trigger === undefined ? null : TIER_TRIGGERS[trigger].words;
  });
}
