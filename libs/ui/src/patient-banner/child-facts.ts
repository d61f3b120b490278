import { Component, computed, input } from '@angular/core';
import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients/answers';
import { CENTRAL_LINES, INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { NhsNumber } from '../nhs-number/nhs-number';
import { OnDate } from '../on-date/on-date';
import { TreatmentFlags } from '../treatments/treatment-flags';
import { Allergies } from './allergies';
import { diagnosisWords } from './diagnosis-words';

/**
 * The banner in its least form, below a name: the second identifier and third, and what must not be missed. For a phone,
 * whose first screen belongs to the plan.
 */
@Component({
  selector: 'sc-child-facts',
  host: { class: 'row u-gap-0-3 u-small u-tabular u-break' },
  imports: [Allergies, NhsNumber, OnDate, TreatmentFlags],
  template: `
    @let who = patient();
    <span><span class="label u-quiet">Born</span>&nbsp;<sc-on-date [date]="who.birthDate" /></span>
    <sc-nhs-number [digits]="who.nhsNumber" [status]="who.nhsNumberStatus" />
    @if (who.diedOn; as diedOn) {
      <strong>Died <sc-on-date [date]="diedOn" /></strong>
    }
    @if (risks(); as risk) {
      <sc-allergies
        [class.danger]="risk.allergyState === 'known'"
        [state]="risk.allergyState"
        [allergies]="risk.allergies"
      />
      <span class="what">
        <strong>{{ diagnosis(risk) }}</strong>
        @if (marked(); as words) {
          · <strong><span aria-hidden="true">⚠ </span>{{ words }}</strong>
        }
        @if (risk.treatments.length > 0) {
          · <sc-treatment-flags [treatments]="risk.treatments" [short]="true" />
        }
      </span>
    } @else {
      <sc-allergies class="danger" state="could_not_load" />
    }
  `,
  styles: `
    .danger {
      color: var(--sc-danger);
    }
  `,
})
export class ChildFacts {
  readonly patient = input.required<PatientIdentity>();
  /** Null when they could not be loaded, which is never shown as "none". */
  readonly risks = input.required<PatientRisks | null>();
  protected readonly diagnosis = diagnosisWords;
  protected readonly marked = computed(() => {
    const risk = this.risks();
    if (risk === null) return '';
    return [
      risk.inhibitor === 'present' || risk.inhibitor === 'past' ? INHIBITOR_STATES[risk.inhibitor] : '',
      risk.centralLine === 'none' ? '' : CENTRAL_LINES[risk.centralLine],
    ]
      .filter(Boolean)
      .join(', ');
  });
}
