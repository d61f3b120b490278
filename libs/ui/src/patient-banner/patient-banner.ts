import { Component, computed, input } from '@angular/core';
import type { PatientIdentity, PatientRisks } from '@shared-care/contracts/patients/answers';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { CENTRAL_LINES, INHIBITOR_STATES, SEXES } from '@shared-care/domain/patient-facts';
import { formalName } from '@shared-care/domain/patient-name';
import { NhsNumber } from '../nhs-number/nhs-number';
import { OnDate } from '../on-date/on-date';
import { TreatmentFlags } from '../treatments/treatment-flags';
import { Allergies } from './allergies';
import { diagnosisWords } from './diagnosis-words';

/** Nothing is missing in the blood that an inhibitor could be against. */
const NOT_LOOKED_FOR: readonly PatientRisks['diagnosis'][] = ['platelet_disorder'];

/** Whose record this is, and what matters in an emergency. Stays in sight; shows nothing by colour alone. */
@Component({
  selector: 'sc-patient-banner',
  imports: [Allergies, NhsNumber, OnDate, TreatmentFlags],
  templateUrl: './patient-banner.html',
  styleUrl: './patient-banner.scss',
  host: {
    class: 'u-boxed u-round-card',
    '[class.deceased]': 'patient().diedOn !== null',
    '[class.heading]': 'asHeading()',
  },
})
export class PatientBanner {
  readonly patient = input.required<PatientIdentity>();
  /** Null when they could not be loaded, which is never shown as "none". */
  readonly risks = input.required<PatientRisks | null>();
  /** Today, `yyyy-mm-dd`, from the server's clock. */
  readonly on = input.required<string>();
  /** The name is the heading of the page. */
  readonly asHeading = input(false);

  protected readonly name = computed(() => formalName(this.patient()));
  /** Age now, or at death. */
  private readonly ageOn = computed(() => this.patient().diedOn ?? this.on());
  protected readonly age = computed(() => ageAt(this.patient().birthDate, this.ageOn()));
  protected readonly ageSpoken = computed(() => ageInWords(this.patient().birthDate, this.ageOn()));
  protected readonly sexes = SEXES;
  protected readonly inhibitors = INHIBITOR_STATES;
  protected readonly centralLines = CENTRAL_LINES;
  protected readonly diagnosis = diagnosisWords;
  /** That there is none, or that it was not looked for, says something where inhibitors are looked for; else it is noise. */
  protected readonly inhibitorInWords = computed(() => {
    const risk = this.risks();
    if (risk === null || risk.inhibitor === 'present' || risk.inhibitor === 'past') return null;
    return NOT_LOOKED_FOR.includes(risk.diagnosis) ? null : INHIBITOR_STATES[risk.inhibitor];
  });
}
