import { Component, ElementRef, booleanAttribute, inject, input, model, output } from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { steady } from '../field/steady';

let instances = 0;

/**
 * One of up to nine answers, all in sight. While the group has the focus its number keys choose; Tab and arrows work as
 * in any group of radio buttons.
 */
@Component({
  selector: 'sc-numbered-choices',
  host: { '(keydown)': 'press($event)', '(focusout)': 'leave($event)' },
  template: `
    <fieldset
      class="field"
      [attr.aria-describedby]="shownError() ? id + '-error' : null"
      [attr.aria-invalid]="shownError() ? 'true' : null"
      role="radiogroup"
      [attr.aria-labelledby]="id + '-legend'"
    >
      <legend [id]="id + '-legend'">
        {{ legend() }}
        @if (hint()) {
          <span class="optional">{{ hint() }}</span>
        }
      </legend>
      <div class="choices">
        @for (option of options(); track option.value) {
          <label>
            <input
              type="radio"
              [name]="id"
              [value]="option.value"
              [checked]="value() === option.value"
              [attr.aria-keyshortcuts]="numbered() ? $index + 1 : null"
              (change)="choose(option.value)"
            />
            <span>
              @if (numbered()) {
                <span class="digit u-inline-block u-strong u-blue" aria-hidden="true">{{ $index + 1 }}</span>
              }
              {{ option.words }}</span
            >
          </label>
        }
      </div>
      @if (shownError(); as error) {
        <span class="error" [id]="id + '-error'">{{ error }}</span>
      }
    </fieldset>
  `,
  styles: `
    .digit {
      min-inline-size: 1.2em;
    }
    @media (pointer: coarse) {
      .digit {
        display: none;
      }
    }
  `,
})
export class NumberedChoices<T extends string> implements FormValueControl<T | ''> {
  readonly value = model<T | ''>('');
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly touch = output();

  readonly legend = input.required<string>();
  readonly hint = input<string | null>(null);
  readonly options = input.required<readonly { value: T; words: string }[]>();
  readonly numbered = input(true, { transform: booleanAttribute });
  /** By a number key: the person is on the keyboard and may be taken to the next question. */
  readonly chosenByKey = output<T>();

  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);
  protected readonly id = `sc-choices-${++instances}`;
  protected readonly shownError = steady(() => (this.touched() ? (this.errors()[0]?.message ?? null) : null));

  focus(options?: FocusOptions): void {
    const radios = [...this.radios()];
    (radios.find((radio) => radio.checked) ?? radios[0])?.focus(options);
  }

  protected choose(value: T): void {
    this.value.set(value);
  }

  protected press(event: KeyboardEvent): void {
    if (!this.numbered() || event.ctrlKey || event.altKey || event.metaKey) return;
    const place = Number(event.key) - 1;
    const option = this.options()[place];
    if (option === undefined || !/^[1-9]$/.test(event.key)) return;
    event.preventDefault();
    this.value.set(option.value);
    this.radios()[place]?.focus();
    this.chosenByKey.emit(option.value);
  }

  protected leave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.element.nativeElement.contains(event.relatedTarget)) return;
    this.touch.emit();
  }

  private radios(): NodeListOf<HTMLInputElement> {
    return this.element.nativeElement.querySelectorAll('input');
  }
}
