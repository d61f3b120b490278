import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  AttendanceDraftSummary,
  AttendancePreview,
  LoggedAttendance,
} from '@shared-care/contracts/attendances/answers';
import type { LogAttendance, PreviewAttendance, SaveAttendanceDraft } from '@shared-care/contracts/attendances/shapes';
import { API, IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { firstValueFrom, timeout } from 'rxjs';

/** A server that says nothing for longer counts as one that cannot be reached; the next attempt carries the same key. */
const PATIENCE_MS = 15_000;

@Service()
export class AttendanceStore {
  private readonly http = inject(HttpClient);

  preview(attendance: PreviewAttendance): Promise<AttendancePreview> {
    return firstValueFrom(this.http.post<AttendancePreview>(`${API}/attendances/preview`, attendance));
  }

  drafts(): Promise<AttendanceDraftSummary[]> {
    return firstValueFrom(this.http.get<AttendanceDraftSummary[]>(`${API}/attendance-drafts`));
  }

  saveDraft(draft: SaveAttendanceDraft): Promise<{ savedAt: string }> {
    return firstValueFrom(this.http.post<{ savedAt: string }>(`${API}/attendance-drafts`, draft));
  }

  async discardDraft(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${API}/attendance-drafts/${id}`));
  }

  /** `key` is one UUID per sheet: the same key again can never log the attendance twice. */
  log(attendance: LogAttendance, key: string): Promise<LoggedAttendance> {
    const headers = { [IDEMPOTENCY_HEADER]: key };
    return firstValueFrom(
      this.http.post<LoggedAttendance>(`${API}/attendances`, attendance, { headers }).pipe(timeout(PATIENCE_MS)),
    );
  }
}
