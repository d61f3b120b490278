import { Service } from '@angular/core';
import type { LogAttendance } from '@shared-care/contracts/attendances';
import type { PatientMatch } from '@shared-care/contracts/patients';
import type { AttendanceDraft } from './attendance-draft';

export interface Unfinished {
  /** The user who typed it: nobody else at this screen gets to see it. */
  by: string;
  draft: AttendanceDraft;
  chosen: PatientMatch | null;
  key: string;
  /** Set once it was sent and no answer came: it may be stored, so the same body goes out again. */
  sent: LogAttendance | null;
}

/** What was typed on a sheet that went away, for example because the session ended. In memory only. */
@Service()
export class UnfinishedLog {
  private kept: Unfinished | null = null;

  keep(unfinished: Unfinished): void {
    this.kept = unfinished;
  }

  /** Gives it back once, to the person who typed it, if it is about this patient or no patient was asked for. */
  take(by: string | undefined, patientId: string | null): Unfinished | null {
    const kept = this.kept;
    if (kept === null || kept.by !== by) return null;
    if (patientId !== null && kept.chosen?.patient.id !== patientId) return null;
    this.kept = null;
    return kept;
  }
}
