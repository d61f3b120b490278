import { Component, computed, input } from '@angular/core';
import { type Tier, TIER_TRIGGERS, TIERS, type TierTrigger } from '@shared-care/domain/alert-tier';

const SHAPES: Record<Tier, string> = { red: '▲', amber: '◆', blue: '○' };

/** Shape, word and colour; with its trigger, a tier says why. */
@Component({
  selector: 'sc-tier-chip',
  template: `
    <span class="tag" [class]="tier()"
      ><span aria-hidden="true">{{ shape() }} </span>{{ word() }}</span
    >
    @if (because(); as because) {
      <span class="because">because: {{ because }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      flex-direction: column;
      align-items: flex-start;
      gap: 4px;
    }
    .because {
      font-size: 14px;
      line-height: 20px;
      color: var(--sc-text-2);
      overflow-wrap: anywhere;
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
