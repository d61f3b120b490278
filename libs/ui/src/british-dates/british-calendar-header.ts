import { Component } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatCalendarHeader } from '@angular/material/datepicker';
import { Icon } from '../icon/icon';

/**
 * The head of a calendar, whose button says the month that it shows: Material's says something else to a screen reader.
 * Give it to each picker: `<mat-datepicker [calendarHeaderComponent]="header">`.
 */
@Component({
  selector: 'sc-british-calendar-header',
  host: { class: 'u-flex u-center u-py-2 u-px-2' },
  imports: [MatButtonModule, Icon],
  template: `
    <button matButton="text" type="button" class="period" (click)="currentPeriodClicked()">
      {{ words() }}<span class="visually-hidden">, {{ periodButtonLabel.toLowerCase() }}</span>
    </button>
    <button
      matIconButton
      type="button"
      [attr.aria-label]="prevButtonLabel"
      [disabled]="!previousEnabled()"
      (click)="previousClicked()"
    >
      <sc-icon class="u-block" name="back" />
    </button>
    <button
      matIconButton
      type="button"
      [attr.aria-label]="nextButtonLabel"
      [disabled]="!nextEnabled()"
      (click)="nextClicked()"
    >
      <sc-icon class="u-block" name="next" />
    </button>
  `,
  styles: `
    .period {
      margin-inline-end: auto;
    }
  `,
})
export class BritishCalendarHeader extends MatCalendarHeader<Date> {
  /** "MAY 2022" reads as shouting. */
  protected words(): string {
    return this.periodButtonText.replace(/[A-Z]+/g, (word) => word.charAt(0) + word.slice(1).toLowerCase());
  }
}
