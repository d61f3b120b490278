import type { AttendanceOnTimeline } from '@shared-care/contracts/patients/answers';
import { howLongAgo } from '@shared-care/domain/alert-clock';
import {
  ATTENDANCE_REASONS,
  BLEED_SITES,
  UNIT_KINDS,
  type AttendanceReason,
  type BleedSite,
  type UnitKind,
} from '@shared-care/domain/attendance-reasons';

/** "Bleeding, joint"; a head injury is not said to be of the head. */
export function reasonWords(of: { reason: AttendanceReason; bleedSite: BleedSite | null }): string {
  const reason = ATTENDANCE_REASONS[of.reason];
  if (of.bleedSite === null || (of.reason === 'head_injury' && of.bleedSite === 'head')) return reason;
  return `${reason}, ${BLEED_SITES[of.bleedSite].toLowerCase()}`;
}

/** "Northfield General, ward" */
export function placeWords(of: { hospital: { name: string }; unitKind: UnitKind | null }): string {
  return of.unitKind === null ? of.hospital.name : `${of.hospital.name}, ${UNIT_KINDS[of.unitKind].toLowerCase()}`;
}

/** How soon somebody owned the alert, from when the unit was told. */
export function responseWords({ alert, reportedAt }: AttendanceOnTimeline): string {
  if (alert.state === 'withdrawn') return 'Withdrawn';
  if (alert.acknowledgedAt === null) return 'Not acknowledged yet';
  const by = alert.ownerName === null ? '' : ` by ${alert.ownerName}`;
  return `Acknowledged${by}, ${howLongAgo(new Date(alert.acknowledgedAt), new Date(reportedAt))} after we were told`;
}
