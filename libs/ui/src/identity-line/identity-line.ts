import { Component, computed, input } from '@angular/core';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { formalName } from '@shared-care/domain/patient-name';
import { NhsNumber } from '../nhs-number/nhs-number';
import { OnDate } from '../on-date/on-date';

/** Who a row is about. The one way a patient is named in a list: it wraps, it never cuts off. */
@Component({
  selector: 'sc-identity-line',
  host: { class: 'row u-gap-0-3 u-break u-stretch' },
  imports: [NhsNumber, OnDate],
  template: `
    <span class="name u-strong">{{ name() }}</span>
    <span class="u-tabular">
      <span class="label u-quiet">Born</span>&nbsp;<sc-on-date [date]="patient().birthDate" />
      @if (patient().diedOn; as diedOn) {
        &ngsp;<span class="u-strong">Died <sc-on-date [date]="diedOn" /></span>
      } @else {
        &ngsp;<span class="u-keep" aria-hidden="true">({{ age() }})</span
        ><span class="visually-hidden">, {{ ageSpoken() }}</span>
      }
    </span>
    <sc-nhs-number class="u-tabular" [digits]="patient().nhsNumber" [status]="patient().nhsNumberStatus" />
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
