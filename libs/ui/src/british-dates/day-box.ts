import {
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  booleanAttribute,
  computed,
  effect,
  forwardRef,
  inject,
  input,
  model,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { FORM_FIELD, type FormValueControl, transformedValue, type ValidationError } from '@angular/forms/signals';
import { MatDatepickerModule } from '@angular/material/datepicker';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInput, MatInputModule } from '@angular/material/input';
import { shortDate } from '@shared-care/domain/london-time';
import { OUTLINED_FIELDS } from '../field/outlined-fields';
import { SAYS_WRONG } from '../field/says-wrong';
import { readTypedDate } from '../typed-date/read-typed-date';
import { BritishCalendarHeader } from './british-calendar-header';
import { provideBritishDates } from './british-dates';
import { dateOfDay, dayOfDate } from './day';

const NO_DATE = 'Type a date that exists, for example 5/4/2027.';

/**
 * A calendar day, typed day first or picked. Its value is `yyyy-mm-dd`, or '' for none, so that no form ever holds a
 * Date. What is typed and is no date stays in the box and makes the field invalid (kind `date`), also where the field
 * may be empty. Without a form the value is then what was typed, so that it is never taken for no date, and the field says
 * what is wrong once the box was left.
 *
 *     <sc-field label="Born"><sc-day-box [formField]="form.birthDate" [until]="today" /></sc-field>
 */
@Component({
  selector: 'sc-day-box',
  host: { class: 'u-relative u-block' },
  imports: [MatFormFieldModule, MatInputModule, MatDatepickerModule],
  providers: [provideBritishDates(), OUTLINED_FIELDS, { provide: SAYS_WRONG, useExisting: forwardRef(() => DayBox) }],
  template: `
    <mat-form-field>
      <input
        matInput
        type="text"
        autocomplete="off"
        placeholder="5/4/2027"
        [value]="typed()"
        [disabled]="disabled()"
        [readonly]="readonly()"
        (input)="typed.set($any($event.target).value)"
        (blur)="leave()"
      />
      @if (calendar()) {
        <mat-datepicker-toggle matIconSuffix [for]="picker" [disabled]="disabled() || readonly()" />
      }
      <mat-datepicker
        #picker
        [calendarHeaderComponent]="header"
        [disabled]="disabled() || readonly()"
        (opened)="nameCalendar()"
      />
    </mat-form-field>
    <!-- The picker writes into its own input while somebody types; so it has one of its own. -->
    <input
      class="visually-hidden anchor"
      tabindex="-1"
      aria-hidden="true"
      [matDatepicker]="picker"
      [value]="date()"
      [min]="least()"
      [max]="most()"
      (dateChange)="pick($event.value)"
    />
  `,
  styles: `
    .anchor {
      inset-block-end: 0;
      inset-inline-start: 0;
    }
  `,
})
export class DayBox implements FormValueControl<string> {
  readonly value = model('');
  readonly disabled = input(false, { transform: booleanAttribute });
  readonly readonly = input(false, { transform: booleanAttribute });
  readonly invalid = input(false);
  readonly touched = input(false);
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  /** The first and the last day that the calendar offers, `yyyy-mm-dd`; whether another is refused, the form says. */
  readonly from = input('');
  readonly until = input('');
  /** False where the day is known by heart and the keys go on at once, as with a birth date at 3 am. */
  readonly calendar = input(true);
  readonly touch = output();

  private readonly inForm = inject(FORM_FIELD, { self: true, optional: true }) !== null;
  private readonly left = signal(false);
  protected readonly header = BritishCalendarHeader;
  protected readonly typed = transformedValue<string, string>(this.value, {
    parse: (typed) => {
      if (typed.trim() === '') return { value: '' };
      const day = readTypedDate(typed);
      return day === null
        ? { value: this.inForm ? '' : typed.trim(), error: { kind: 'date', message: NO_DATE } }
        : { value: day };
    },
    format: (day) => (dateOfDay(day) === null ? day : shortDate(day)),
  });
  /** Of a box without a form; a form has its own errors. */
  readonly wrong = computed(() => {
    if (this.inForm || !this.left() || this.typed() === '' || this.date() !== null) return null;
    return NO_DATE;
  });
  protected readonly date = computed(() => dateOfDay(this.value()));
  protected readonly least = computed(() => dateOfDay(this.from()));
  protected readonly most = computed(() => dateOfDay(this.until()));
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly injector = inject(Injector);
  private readonly box = viewChild.required(MatInput);

  constructor() {
    // The box has no form of its own that could tell it.
    effect(() => {
      const box = this.box();
      box.errorState = (this.touched() && this.invalid()) || this.wrong() !== null;
      box.stateChanges.next();
    });
  }

  /** A good date is written the way all dates are; what is no date stays as it was typed. */
  protected leave(): void {
    const day = this.value();
    if (this.date() !== null && this.typed() !== shortDate(day)) this.typed.set(shortDate(day));
    this.left.set(true);
    this.touch.emit();
  }

  /** The calendar gets the name of the field; Material would look for it in a label of its own. */
  protected nameCalendar(): void {
    const label = this.host.nativeElement.querySelector('input')?.labels?.[0]?.id;
    if (label === undefined) return;
    afterNextRender(
      () => document.querySelector('.mat-datepicker-content-container')?.setAttribute('aria-labelledby', label),
      { injector: this.injector },
    );
  }

  protected pick(date: Date | null): void {
    this.typed.set(date === null ? '' : shortDate(dayOfDate(date)));
    this.touch.emit();
  }
}
