import { Component, computed, input } from '@angular/core';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { formalName } from '@shared-care/domain/patient-name';
import { NhsNumber } from '../nhs-number/nhs-number';
import { OnDate } from '../on-date/on-date';

/** Who a row is about. The one way a patient is named in a list: it wraps, it never cuts off. */
@Component({
  selector: 'sc-identity-line',
  imports: [NhsNumber, OnDate],
  template: `
    <span class="name">{{ name() }}</span>
    <span class="part">
      <span class="label">Born</span>&nbsp;<sc-on-date [date]="patient().birthDate" />
      @if (patient().diedOn; as diedOn) {
        &ngsp;<span class="died">Died <sc-on-date [date]="diedOn" /></span>
      } @else {
        &ngsp;<span class="age" aria-hidden="true">({{ age() }})</span
        ><span class="visually-hidden">, {{ ageSpoken() }}</span>
      }
    </span>
    <sc-nhs-number class="part" [digits]="patient().nhsNumber" [status]="patient().nhsNumberStatus" />
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      column-gap: 12px;
      overflow-wrap: anywhere;
    }
    .name {
      font-weight: 600;
    }
    .part {
      font-variant-numeric: tabular-nums;
    }
    .label {
      color: var(--sc-text-2);
    }
    .age {
      white-space: nowrap;
    }
    .died {
      font-weight: 600;
    }
  `,
})
export class IdentityLine {
  readonly patient = input.required<PatientIdentity>();
  /** Today, `yyyy-mm-dd`, from the server's clock: the age shown is the age then. */
  readonly on = input.required<string>();
  protected readonly name = computed(() => formalName(this.patient()));
  protected readonly age = computed(() => ageAt(this.patient().birthDate, this.on()));
  protected readonly ageSpoken = computed(() => ageInWords(this.patient().birthDate, this.on()));
}
