import { Component, inject } from '@angular/core';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { AttendanceTimeline } from './attendance-timeline';
import { RecordOnScreen } from './record-on-screen';

/** Tab of the record: every attendance at every hospital. */
@Component({
  selector: 'sc-patient-attendances',
  imports: [AttendanceTimeline, EmptyState],
  template: `
    @if (record.page(); as page) {
      <section class="card" aria-labelledby="attendances-title">
        <h2 id="attendances-title">Attendances</h2>
        @if (page.attendances.length === 0) {
          <sc-empty-state words="No attendance has been logged for this child." />
        } @else {
          <p>{{ page.attendanceSummary }}</p>
          <sc-attendance-timeline [attendances]="page.attendances" />
        }
      </section>
    }
  `,
})
export class PatientAttendances {
  protected readonly record = inject(RecordOnScreen);
}
