import { Component, computed, input } from '@angular/core';
import { ALERT_STATES, type AlertState } from '@shared-care/domain/alert-states';

const LOOK: Record<AlertState, { tag: string; shape: string }> = {
  open: { tag: 'amber', shape: '●' },
  acknowledged: { tag: 'blue', shape: '◐' },
  awaiting: { tag: 'blue', shape: '◷' },
  closed: { tag: 'quiet', shape: '✓' },
  withdrawn: { tag: 'quiet', shape: '✕' },
};

/** Where an alert stands, in the one word used everywhere for it. */
@Component({
  selector: 'sc-state-chip',
  template: `<span class="tag" [class]="look().tag"
    ><span aria-hidden="true">{{ look().shape }} </span>{{ word() }}</span
  >`,
})
export class StateChip {
  readonly state = input.required<AlertState>();
  protected readonly look = computed(() => LOOK[this.state()]);
  protected readonly word = computed(() => ALERT_STATES[this.state()]);
}
