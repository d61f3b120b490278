import { Component, ElementRef, booleanAttribute, computed, inject, input, model, output } from '@angular/core';
import type { FormValueControl, ValidationError } from '@angular/forms/signals';
import { steady } from '@shared-care/ui/field/steady';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import { longDate, shortDate } from '@shared-care/domain/london-time';
import { formatNhsNumber } from '@shared-care/domain/nhs-number';
import { formalName } from '@shared-care/domain/patient-name';
import { isStruckThrough } from '@shared-care/domain/patient-facts';
import type { Identifier } from './identifiers';

type Ticks = Record<Identifier, boolean>;

interface Line {
  key: Identifier;
  label: string;
  value: string;
  spoken: string;
}

/**
 * H5 (wrong patient): the caller says back two identifiers, and the values to compare with stand on the ticks. Number
 * keys tick while the group has the focus.
 */
@Component({
  selector: 'sc-said-back',
  host: { '(keydown)': 'press($event)', '(focusout)': 'leave($event)' },
  template: `
    <fieldset class="field" [attr.aria-describedby]="'said-back-hint' + (shownError() ? ' said-back-error' : '')">
      <legend>Said back by the caller</legend>
      <p class="meta u-m-0" id="said-back-hint">
        Ask, then tick two.
        @if (leadsOn()) {
          <span class="for-keys">With number keys, the reason comes next.</span>
        }
      </p>
      <div class="choices">
        @for (line of lines(); track line.key) {
          <label>
            <input
              type="checkbox"
              [checked]="value()[line.key]"
              [attr.aria-keyshortcuts]="$index + 1"
              [attr.aria-invalid]="shownError() ? 'true' : null"
              (change)="toggle(line.key)"
            />
            <span>
              <span class="digit u-strong u-blue" aria-hidden="true">{{ $index + 1 }}</span>
              {{ line.label }} <span aria-hidden="true" class="value u-strong u-tabular">{{ line.value }}</span><span
                class="visually-hidden"
                >{{ line.spoken }}</span
              >
            </span>
          </label>
        }
      </div>
      @if (shownError(); as error) {
        <p class="error u-m-0" id="said-back-error">{{ error }}</p>
      }
    </fieldset>
  `,
  styles: `
    .digit {
      min-inline-size: 1.2em;
    }
    @media (pointer: coarse) {
      .digit,
      .for-keys {
        display: none;
      }
    }
  `,
})
export class SaidBack implements FormValueControl<Ticks> {
  readonly value = model.required<Ticks>();
  readonly errors = input<readonly ValidationError.WithOptionalFieldTree[]>([]);
  readonly touched = input(false);
  readonly touch = output();
  readonly patient = input.required<PatientIdentity>();
  /** Whether the second tick, made on the keyboard, leads to another question. */
  readonly leadsOn = input(false, { transform: booleanAttribute });
  /** The second tick, made on the keyboard: the person may be led on to the next question. */
  readonly settledByKey = output();

  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);
  protected readonly shownError = steady(() => (this.touched() ? (this.errors()[0]?.message ?? null) : null));
  protected readonly lines = computed<Line[]>(() => {
    const { birthDate, nhsNumber, nhsNumberStatus, hospitalNumber, ...name } = this.patient();
    const lines: Line[] = [
      { key: 'birth_date', label: 'Born', value: shortDate(birthDate), spoken: longDate(birthDate) },
    ];
    const add = (key: Identifier, label: string, value: string) => lines.push({ key, label, value, spoken: value });
    // A number that is struck through says nothing about who is on the telephone.
    if (nhsNumber !== null && !isStruckThrough(nhsNumberStatus))
      add('nhs_number', 'NHS No.', formatNhsNumber(nhsNumber));
    if (hospitalNumber !== null) add('hospital_number', 'Hospital No.', hospitalNumber);
    add('family_name', 'Name', formalName(name));
    return lines;
  });

  focus(options?: FocusOptions): void {
    this.boxes()[0]?.focus(options);
  }

  protected toggle(key: Identifier): void {
    this.value.update((ticks) => ({ ...ticks, [key]: !ticks[key] }));
  }

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === ' ') {
      // The box under the focus changes after this key press.
      setTimeout(() => this.leadOn());
      return;
    }
    const place = Number(event.key) - 1;
    const line = this.lines()[place];
    if (line === undefined || !/^[1-9]$/.test(event.key)) return;
    event.preventDefault();
    this.toggle(line.key);
    this.boxes()[place]?.focus();
    this.leadOn();
  }

  protected leave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.element.nativeElement.contains(event.relatedTarget)) return;
    this.touch.emit();
  }

  private leadOn(): void {
    if (Object.values(this.value()).filter(Boolean).length === 2) this.settledByKey.emit();
  }

  private boxes(): NodeListOf<HTMLInputElement> {
    return this.element.nativeElement.querySelectorAll('input');
  }
}
