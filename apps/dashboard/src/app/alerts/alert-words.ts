import type { AlertInQueue, AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import type { PatientRisks } from '@shared-care/contracts/patients/answers';
import { timeToBreach } from '@shared-care/domain/alert-clock';
import { ATTENDANCE_REASONS, BLEED_SITES } from '@shared-care/domain/attendance-reasons';
import { CENTRAL_LINES, INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { treatmentFlag } from '@shared-care/domain/treatments';

/** What in a child's record makes any bleed more dangerous; shown in every row. */
export function riskFlags(risks: PatientRisks | null): string[] {
  if (risks === null) return [];
  return [
    risks.inhibitor === 'present' ? INHIBITOR_STATES.present : null,
    ...risks.treatments.filter(({ redWhenBleeding }) => redWhenBleeding).map(treatmentFlag),
    risks.centralLine === 'none' ? null : CENTRAL_LINES[risks.centralLine],
    risks.allergyState === 'known' ? `Allergy: ${risks.allergies ?? 'not described'}` : null,
  ].filter((flag) => flag !== null);
}

/** "Bleeding, joint" */
export function reasonInWords({ reason, bleedSite }: AttendanceOfAlert): string {
  const words = ATTENDANCE_REASONS[reason];
  return bleedSite === null ? words : `${words}, ${BLEED_SITES[bleedSite].toLowerCase()}`;
}

/** The clock of an alert nobody owns: "Acknowledge: 6 min left" or "Overdue 12 min". */
export function clockInWords(
  alert: Pick<AlertInQueue, 'acknowledgeBy'>,
  now: Date,
): { overdue: boolean; words: string } {
  const { overdue, words } = timeToBreach(now, new Date(alert.acknowledgeBy));
  return { overdue, words: overdue ? words : `Acknowledge: ${words}` };
}

/** Who was told beyond the first, in words; level 0 is silent. */
export function levelInWords(level: number): string | null {
  return level === 0 ? null : `Raised to level ${level}, not acknowledged`;
}
