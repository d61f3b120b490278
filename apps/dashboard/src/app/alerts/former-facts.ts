import { Component, computed, inject, input } from '@angular/core';
import type { ChangedFacts, FactChange } from '@shared-care/contracts/alerts/answers';
import { ATTENDANCE_REASONS, BLEED_SITES, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ServerClock } from '../core/server-clock';

/** What a fact of the visit was before it was put right: struck through, with who and why. */
@Component({
  selector: 'sc-former-facts',
  imports: [AtTime],
  template: `
    @for (line of lines(); track line.id) {
      <span class="meta u-block u-break">
        <s
          ><span class="visually-hidden">Was: </span>
          @if (line.at) {
            <sc-at-time [at]="line.at" [today]="today()" />
          } @else {
            {{ line.was }}
          }
        </s>
        {{ line.because }} ({{ line.by }}, <sc-at-time [at]="line.changedAt" [today]="today()" />)
      </span>
    }
  `,
})
export class FormerFacts {
  private readonly clock = inject(ServerClock);
  readonly changes = input.required<readonly FactChange[]>();
  readonly facts = input.required<readonly (keyof ChangedFacts)[]>();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  /** Newest first: beside the value that counts stands the one before it. */
  protected readonly lines = computed(() =>
    [...this.changes()].reverse().flatMap(({ id, at, by, because, was }) =>
      this.facts()
        .filter((fact) => was[fact] !== undefined)
        .map((fact) => ({
          id: `${id} ${fact}`,
          changedAt: at,
          by,
          because,
          was: inWords(fact, was),
          at: fact === 'arrivedAt' ? (was.arrivedAt ?? null) : null,
        })),
    ),
  );
}

function inWords(fact: keyof ChangedFacts, { hospital, unitKind, reason, bleedSite }: ChangedFacts): string {
  switch (fact) {
    case 'hospital':
      return hospital ?? '';
    case 'unitKind':
      return unitKind ? UNIT_KINDS[unitKind] : 'Where: not known';
    case 'reason':
      return reason ? ATTENDANCE_REASONS[reason] : '';
    case 'bleedSite':
      return bleedSite ? BLEED_SITES[bleedSite] : 'Site: not known';
    case 'arrivedAt':
      return '';
  }
}
