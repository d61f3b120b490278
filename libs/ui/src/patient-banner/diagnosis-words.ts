import type { PatientRisks } from '@shared-care/contracts/patients/answers';
import { DIAGNOSES, SEVERITIES } from '@shared-care/domain/patient-facts';

/** "Haemophilia A, severe" */
export function diagnosisWords(risks: Pick<PatientRisks, 'diagnosis' | 'severity'>): string {
  return `${DIAGNOSES[risks.diagnosis]}, ${SEVERITIES[risks.severity]}`;
}
