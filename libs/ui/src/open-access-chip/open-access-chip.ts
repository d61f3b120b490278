import { Component, computed, input } from '@angular/core';
import { OPEN_ACCESS_VALIDITIES, type OpenAccessValidity } from '@shared-care/domain/open-access';

const LOOK: Record<OpenAccessValidity, { tag: string; shape: string }> = {
  valid: { tag: 'valid', shape: '✓' },
  due_review: { tag: 'amber', shape: '◆' },
  not_started: { tag: 'quiet', shape: '◷' },
  awaiting_agreement: { tag: 'quiet', shape: '◷' },
  expired: { tag: 'red', shape: '✕' },
  suspended: { tag: 'red', shape: '✕' },
  withdrawn: { tag: 'red', shape: '✕' },
  none: { tag: 'red', shape: '✕' },
  unknown: { tag: 'quiet', shape: '○' },
};

/** Whether the child may come straight to this hospital, in shape, words and colour. */
@Component({
  selector: 'sc-open-access-chip',
  template: `<span class="tag" [class]="look().tag"
    ><span aria-hidden="true">{{ look().shape }} </span>{{ words() }}</span
  >`,
})
export class OpenAccessChip {
  readonly validity = input.required<OpenAccessValidity>();
  protected readonly look = computed(() => LOOK[this.validity()]);
  protected readonly words = computed(() => OPEN_ACCESS_VALIDITIES[this.validity()]);
}
