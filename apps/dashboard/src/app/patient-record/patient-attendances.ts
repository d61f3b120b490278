import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { ServerClock } from '../core/server-clock';
import { AttendanceTimeline } from './attendance-timeline';
import { RecordOnScreen } from '../patients/record-on-screen';

/** Tab of the record: every attendance at every hospital. */
@Component({
  selector: 'sc-patient-attendances',
  imports: [AtTime, AttendanceTimeline, EmptyState, RouterLink],
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
        @for (moved of page.movedAway; track moved.reference) {
          <p>
            <s>Attendance {{ moved.reference }}</s> belonged to another child and was moved to their record by
            {{ moved.movedBy }}, <sc-at-time [at]="moved.movedAt" [today]="today()" />.
          </p>
        }
        @for (merge of page.mergedHere; track merge.mergeId) {
          <p>
            <a [routerLink]="['/merges', merge.mergeId]">Another record of this child</a> was merged into this one by
            {{ merge.by }}, <sc-at-time [at]="merge.at" [today]="today()" />.
          </p>
        }
      </section>
    }
  `,
})
export class PatientAttendances {
  protected readonly record = inject(RecordOnScreen);
  private readonly clock = inject(ServerClock);
  protected readonly today = computed(() => londonDate(this.clock.now()));
}
