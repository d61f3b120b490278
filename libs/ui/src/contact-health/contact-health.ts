import { Component, computed, input } from '@angular/core';
import { isTask, type ContactHealth as Health } from '@shared-care/domain/contact-health';
import { OnDate } from '../on-date/on-date';

export interface CheckedFacts {
  health: Health;
  healthWords: string;
  verifiedOn: string | null;
  verifiedBy?: string | null;
  lastReachedOn?: string | null;
  failedCalls?: number;
}

/** How far a number can be trusted: shape, words and size of the delay, then who checked it and when. */
@Component({
  selector: 'sc-contact-health',
  host: { class: 'row u-baseline' },
  imports: [OnDate],
  template: `<span class="tag" [class]="colour()"
      ><span aria-hidden="true">{{ shape() }} </span>{{ facts().healthWords }}</span
    >
    <span class="meta">
      @if (facts().verifiedOn; as day) {
        Checked <sc-on-date [date]="day" />
        @if (facts().verifiedBy; as by) {
          by {{ by }}
        }
      } @else {
        Number not checked yet
      }
      @if (answeredSince(); as day) {
        · answered <sc-on-date [date]="day" />
      }
      @if (facts().failedCalls === 1) {
        · the last call failed
      }
    </span>`,
})
export class ContactHealth {
  readonly facts = input.required<CheckedFacts>();
  private readonly task = computed(() => isTask(this.facts().health));
  protected readonly colour = computed(() =>
    this.task() ? 'red' : this.facts().health === 'verify_soon' ? 'amber' : 'valid',
  );
  protected readonly shape = computed(() => (this.task() ? '▲' : this.facts().health === 'verify_soon' ? '◆' : '✓'));
  /** A call that was answered after the last check. */
  protected readonly answeredSince = computed(() => {
    const { lastReachedOn, verifiedOn } = this.facts();
    return lastReachedOn && lastReachedOn > (verifiedOn ?? '') ? lastReachedOn : null;
  });
}
