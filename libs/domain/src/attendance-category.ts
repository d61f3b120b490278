import type { AttendanceCategory, AttendanceReason } from './attendance-reasons';

const SEVEN_DAYS = 7 * 86_400_000;

export interface EarlierAttendance {
  arrivedAt: Date;
  /** Null: a hospital that is not listed, which is never known to be the same as another. */
  hospitalId: string | null;
  reason: AttendanceReason;
}

/**
 * Attendance category of the Emergency Care Data Set. It is not recorded whether two problems are related, so every
 * attendance that is neither planned nor unrelated counts as the same or a related problem: a return must rather be
 * seen once too often (H1). Seven days are 7 × 24 hours between arrivals, the last instant included; `previous` holds
 * this child's other attendances, and those with a later arrival are ignored.
 */
export function attendanceCategory(attendance: {
  reason: AttendanceReason;
  arrivedAt: Date;
  hospitalId: string | null;
  previous: readonly EarlierAttendance[];
}): AttendanceCategory {
  if (attendance.reason === 'planned_treatment') return 4;
  if (!mayBeRelated(attendance.reason)) return 1;
  const returns = attendance.previous.filter((earlier) => {
    const elapsed = attendance.arrivedAt.getTime() - earlier.arrivedAt.getTime();
    return elapsed >= 0 && elapsed <= SEVEN_DAYS && mayBeRelated(earlier.reason);
  });
  if (returns.length === 0) return 1;
  const { hospitalId } = attendance;
  return hospitalId !== null && returns.some((earlier) => earlier.hospitalId === hospitalId) ? 2 : 3;
}

function mayBeRelated(reason: AttendanceReason): boolean {
  return reason !== 'planned_treatment' && reason !== 'unrelated_illness';
}
