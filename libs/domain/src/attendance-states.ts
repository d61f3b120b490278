/** The states stored for an attendance. "Closed" is never stored: it is a left child whose alert is closed. */
export const ATTENDANCE_STATES = {
  unmatched: 'Not matched to a patient',
  arrived: 'Arrived',
  in_department: 'In the department',
  admitted: 'Admitted',
  transferred: 'Transferred',
  left: 'Left',
  cancelled: 'Cancelled',
  entered_in_error: 'Entered in error',
  merged: 'Merged into another attendance',
} as const;
export type AttendanceState = keyof typeof ATTENDANCE_STATES;

/** Which state may follow which. An empty list marks an end. */
export const ATTENDANCE_TRANSITIONS: Readonly<Record<AttendanceState, readonly AttendanceState[]>> = {
  unmatched: ['arrived', 'in_department', 'admitted', 'transferred', 'left', 'cancelled', 'entered_in_error', 'merged'],
  arrived: ['in_department', 'admitted', 'transferred', 'left', 'cancelled', 'entered_in_error', 'merged'],
  in_department: ['admitted', 'transferred', 'left', 'cancelled', 'entered_in_error', 'merged'],
  admitted: ['transferred', 'left', 'cancelled', 'entered_in_error', 'merged'],
  transferred: ['admitted', 'left', 'cancelled', 'entered_in_error', 'merged'],
  // A feed may cancel a discharge (HL7 A13): the child is back in the department.
  left: ['arrived', 'in_department', 'admitted', 'entered_in_error', 'merged'],
  cancelled: [],
  entered_in_error: [],
  merged: [],
};

export function mayBecome(from: AttendanceState, to: AttendanceState): boolean {
  return ATTENDANCE_TRANSITIONS[from].includes(to);
}
