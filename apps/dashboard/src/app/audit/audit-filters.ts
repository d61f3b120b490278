import { Component, computed, input } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { dateOfDay } from '@shared-care/ui/british-dates/day';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import type { ListAddress } from '../core/list-address';

/** What, who and from when to when: the one row of filters of the pages of the audit. All of it stands in the address. */
@Component({
  selector: 'sc-audit-filters',
  imports: [DayBox, Field, MatButtonModule, SelectBox],
  template: `
    @let set = address().filters();
    @if (kinds(); as kinds) {
      <sc-select
        class="u-w-xxs"
        label="What"
        none="Everything"
        [options]="kinds"
        [value]="set.kind"
        (valueChange)="address().filter({ kind: $event })"
      />
    }
    @if (people(); as people) {
      <sc-select
        class="u-w-xxs"
        label="Who"
        none="Everybody"
        [options]="people"
        [value]="set.userId"
        (valueChange)="address().filter({ userId: $event })"
      />
    }
    <sc-field class="u-w-xxs" label="From"
      ><sc-day-box [value]="set.since" (valueChange)="day({ since: $event })"
    /></sc-field>
    <sc-field class="u-w-xxs" label="To"
      ><sc-day-box [value]="set.until" (valueChange)="day({ until: $event })"
    /></sc-field>
    @if (clearable()) {
      <button type="button" matButton="text" (click)="address().clear()">Clear filters</button>
    }
  `,
  styles: `
    :host > :is(sc-select, sc-field) {
      flex: 1 1 12rem;
    }
    button {
      margin-block-start: 1.875rem;
    }
  `,
  host: { class: 'no-print u-flex u-wrap u-top u-gap-0-4' },
})
export class AuditFilters {
  readonly address = input.required<ListAddress<'since' | 'until' | 'kind' | 'userId'>>();
  /** Null where there is only one. */
  readonly kinds = input<readonly (readonly [string, string])[] | null>(null);
  readonly people = input<readonly { id: string; name: string }[] | null>(null);
  /** How many lines match; where there are none, the list itself offers to clear the filters. */
  readonly total = input<number>();

  protected readonly clearable = computed(() => this.address().filtered() && this.total() !== 0);

  /** A day that is half typed changes nothing. */
  protected day(change: { since?: string; until?: string }): void {
    const [day = ''] = Object.values(change);
    if (day === '' || dateOfDay(day) !== null) this.address().filter(change, 'typed');
  }
}
