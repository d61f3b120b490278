import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatFormField } from '@angular/material/form-field';
import { MatOption, MatSelect, MatSelectTrigger } from '@angular/material/select';
import type { DirectoryNumber } from '@shared-care/contracts/open-access/answers';
import { bandWords, DAY_NAMES, type PhoneBand } from '@shared-care/domain/open-access-bands';
import { Field } from '@shared-care/ui/field/field';

const EMPTY: PhoneBand = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', label: '', phone: '' };

/** Lines of numbers, each for some hours of some days. */
@Component({
  selector: 'sc-band-list',
  host: { class: 'u-block' },
  imports: [MatButton, Field, MatFormField, MatOption, MatSelect, MatSelectTrigger],
  template: `
    @for (band of bands(); track $index; let place = $index) {
      <fieldset class="band u-mb-3 u-boxed u-round u-min-0">
        <legend class="u-px-1 u-strong">Line {{ place + 1 }}: {{ words(band) }}</legend>
        <div class="days row u-mb-2 u-stretch u-gap-1-4">
          @for (name of days; track name; let index = $index) {
            <label class="u-inline-flex u-center u-gap-1 u-tall-s"
              ><input
                #box
                type="checkbox"
                [checked]="band.days.includes(index + 1)"
                (change)="setDay(place, index + 1, box.checked)"
              /><span aria-hidden="true">{{ name.slice(0, 2) }}</span
              ><span class="visually-hidden">{{ name }}</span></label
            >
          }
        </div>
        <div class="row u-bottom">
          <label class="u-block"
            >From<input
              #from
              class="input time u-block"
              type="text"
              inputmode="numeric"
              autocomplete="off"
              [value]="band.from"
              (change)="set(place, { from: timeOf(from.value) })"
          /></label>
          <label class="u-block"
            >To<input
              #to
              class="input time u-block"
              type="text"
              inputmode="numeric"
              autocomplete="off"
              [value]="band.to"
              (change)="set(place, { to: timeOf(to.value) })"
          /></label>
          <label class="wide u-block"
            >Who answers<input
              #label
              class="input"
              type="text"
              autocomplete="off"
              [value]="band.label"
              (input)="set(place, { label: label.value })"
          /></label>
          <sc-field class="wide" label="Number of the directory">
            <mat-form-field>
              <mat-select [value]="band.contactId ?? ''" (selectionChange)="choose(place, $event.value)">
                <mat-select-trigger>{{ picked(band) }}</mat-select-trigger>
                <mat-option value="">Another number</mat-option>
                @for (number of numbers(); track number.id) {
                  <mat-option [value]="number.id"
                    >{{ number.label }}: {{ number.phone }} <span class="meta">{{ number.hours }}</span></mat-option
                  >
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
          @if (!band.contactId) {
            <label class="wide u-block"
              >Number<input
                #phone
                class="input"
                type="text"
                inputmode="tel"
                autocomplete="off"
                [value]="band.phone"
                (input)="set(place, { phone: phone.value })"
            /></label>
            <span class="meta wide">Not in the directory. It is never checked, and a change does not reach it.</span>
          }
          <button type="button" matButton="text" (click)="remove(place)">
            Remove<span class="visually-hidden"> line {{ place + 1 }}</span>
          </button>
        </div>
      </fieldset>
    }
    <button type="button" matButton="outlined" (click)="add()">Add a line</button>
    <p class="meta u-mt-2 u-mb-0">
      Times as HH:mm. From 18:00 to 08:00 runs through the night; 00:00 to 00:00 is the whole day.
    </p>
  `,
  styles: `
    .band {
      padding: 8px 12px 12px;
    }
    .time {
      inline-size: 6em;
    }
    .wide {
      flex: 1 1 180px;
    }
    @media (pointer: coarse) {
      .days label {
        min-block-size: 48px;
      }
    }
  `,
})
export class BandList {
  readonly bands = input.required<readonly PhoneBand[]>();
  /** What the directory has of this hospital. */
  readonly numbers = input<readonly DirectoryNumber[]>([]);
  readonly changed = output<PhoneBand[]>();
  protected readonly days = DAY_NAMES;
  protected readonly words = bandWords;

  /** "8", "800", "8:00" and "24:00" are what people type for 08:00 and 00:00. */
  protected timeOf(typed: string): string {
    const match = /^(\d{1,2}):?(\d\d)?$/.exec(typed.trim());
    if (!match) return typed;
    const hours = Number(match[1]) % 24;
    return `${String(hours).padStart(2, '0')}:${match[2] ?? '00'}`;
  }

  protected set(place: number, change: Partial<PhoneBand>): void {
    this.changed.emit(this.bands().map((band, index) => (index === place ? { ...band, ...change } : band)));
  }

  protected picked({ contactId }: PhoneBand): string {
    const number = this.numbers().find(({ id }) => id === contactId);
    return number ? `${number.label}: ${number.phone}, ${number.hours}` : 'Another number';
  }

  /** A number of the directory follows it from then on. */
  protected choose(place: number, contactId: string): void {
    const number = this.numbers().find(({ id }) => id === contactId);
    const label = this.bands()[place]?.label ?? '';
    this.set(
      place,
      number
        ? { contactId: number.id, phone: number.phone, label: label === '' ? number.label : label }
        : { contactId: null, phone: '' },
    );
  }

  protected setDay(place: number, day: number, on: boolean): void {
    const days = this.bands()[place]?.days ?? [];
    this.set(place, {
      days: on ? [...days, day].sort((one, other) => one - other) : days.filter((each) => each !== day),
    });
  }

  protected add(): void {
    this.changed.emit([...this.bands(), EMPTY]);
  }

  protected remove(place: number): void {
    this.changed.emit(this.bands().filter((_, index) => index !== place));
  }
}
