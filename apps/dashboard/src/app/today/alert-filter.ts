import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import { ATTENDANCE_REASONS, type AttendanceReason } from '@shared-care/domain/attendance-reasons';

/** What narrows a list of alerts; empty strings narrow nothing. */
/** Stands for every hospital that is not in the directory. */
const NOT_LISTED = 'not-listed';

export interface AlertFilter {
  hospitalId: string;
  reason: AttendanceReason | '';
  /** Only children whom nobody has matched yet. */
  unmatched: boolean;
  /** Part of a name, number or reference. Never part of the address: it may name a child. */
  text: string;
}

export const NO_FILTER: AlertFilter = { hospitalId: '', reason: '', unmatched: false, text: '' };

export function isFiltering({ hospitalId, reason, unmatched, text }: AlertFilter): boolean {
  return unmatched || hospitalId !== '' || reason !== '' || text.trim() !== '';
}

/** Accents and case do not matter, and every word typed has to be somewhere. */
export function passes(alert: AlertInQueue, { hospitalId, reason, unmatched, text }: AlertFilter): boolean {
  if (unmatched && alert.attendance?.state !== 'unmatched') return false;
  const here = alert.attendance && (alert.attendance.hospital.id ?? NOT_LISTED);
  if (hospitalId !== '' && here !== hospitalId) return false;
  if (reason !== '' && alert.attendance?.reason !== reason) return false;
  const words = fold(text).split(' ').filter(Boolean);
  const said = fold(
    [
      alert.reference,
      alert.patient?.familyName,
      alert.patient?.givenName,
      alert.patient?.preferredName,
      alert.patient?.nhsNumber,
      alert.patient?.hospitalNumber,
      alert.unmatched?.name,
      alert.attendance?.hospital.name,
      alert.owner?.displayName,
      alert.emergencyAccess?.by,
    ].join(' '),
  );
  return words.every((word) => said.includes(word));
}

/** "Hospital: Northfield General, Reason: Bleeding", for the line above the list and for an empty one. */
export function filterInWords(filter: AlertFilter, hospitals: readonly { id: string; name: string }[]): string {
  const { hospitalId, reason, unmatched, text } = filter;
  return [
    unmatched ? 'Not matched to a patient' : null,
    hospitalId === '' ? null : `Hospital: ${hospitals.find(({ id }) => id === hospitalId)?.name ?? 'not in this list'}`,
    reason === '' ? null : `Reason: ${ATTENDANCE_REASONS[reason]}`,
    text.trim() === '' ? null : `Text: ${text.trim()}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

/** Hospitals of these alerts by name, each once. */
export function hospitalsOf(alerts: readonly AlertInQueue[]): { id: string; name: string }[] {
  const found = new Map(
    alerts.flatMap(({ attendance }) =>
      attendance === null
        ? []
        : attendance.hospital.id === null
          ? [[NOT_LISTED, { id: NOT_LISTED, name: 'Not listed' }] as const]
          : [[attendance.hospital.id, { id: attendance.hospital.id, name: attendance.hospital.name }] as const],
    ),
  );
  return [...found.values()].sort((one, other) => one.name.localeCompare(other.name));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

export function isReason(word: string): word is AttendanceReason {
  return word in ATTENDANCE_REASONS;
}
