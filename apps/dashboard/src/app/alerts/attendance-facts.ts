import { Component, computed, inject, input } from '@angular/core';
import type { AlertDetail, AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import { howLongAgo } from '@shared-care/domain/alert-clock';
import { ATTENDANCE_CATEGORIES, TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { ServerClock } from '../core/server-clock';
import { reasonInWords } from './alert-words';
import { FormerFacts } from './former-facts';

/** The visit as it was logged, with what was put right since beside it. */
@Component({
  selector: 'sc-attendance-facts',
  imports: [AtTime, FormerFacts, OpenAccessChip],
  template: `
    @let alert = this.alert();
    @let attendance = this.attendance();
    <dl class="facts u-mt-2 u-mb-2 u-rowtext">
      <dt>Where</dt>
      <dd>
        {{ attendance.hospital.name }}{{ attendance.unitKind === null ? '' : ', ' + unitKinds[attendance.unitKind] }}
        @if (attendance.hospital.id === null) {
          <span class="line meta u-block">Link it to the list when it is known: correct the facts.</span>
        }
        <sc-former-facts [changes]="alert.factChanges" [facts]="['hospital', 'unitKind']" />
      </dd>
      <dt>Reason</dt>
      <dd>
        {{ reason(attendance) }}
        <sc-former-facts [changes]="alert.factChanges" [facts]="['reason', 'bleedSite']" />
      </dd>
      <dt>Arrived</dt>
      <dd>
        <sc-at-time [at]="attendance.arrivedAt" [today]="today()" /> ({{ ago(attendance.arrivedAt) }} ago)
        <sc-former-facts [changes]="alert.factChanges" [facts]="['arrivedAt']" />
      </dd>
      <dt>Now</dt>
      <dd>
        {{ states[attendance.state] }}
        @if (attendance.leftAt; as left) {
          <sc-at-time [at]="left" [today]="today()" />
        }
      </dd>
      <dt>Told by</dt>
      <dd>
        {{ toldBy[attendance.toldBy] }}, <sc-at-time [at]="alert.reportedAt" [today]="today()" />. Logged by
        {{ alert.loggedBy }}
      </dd>
      @if (alert.attendanceCategory; as category) {
        <dt>Category</dt>
        <dd>{{ categories[category] }}</dd>
      }
      <dt>Open access</dt>
      <dd>
        <sc-open-access-chip [validity]="attendance.openAccess" />
        <span class="line meta u-block">{{ alert.openAccessBecause }}</span>
      </dd>
      @if (alert.firstTreatmentProduct; as product) {
        <dt>Given</dt>
        <dd>{{ product }}</dd>
      }
      @if (alert.note; as note) {
        <dt>Note</dt>
        <dd class="typed u-pre">{{ note }}</dd>
      }
    </dl>
  `,
})
export class AttendanceFacts {
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly attendance = input.required<AttendanceOfAlert>();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly reason = reasonInWords;
  protected readonly unitKinds = UNIT_KINDS;
  protected readonly states = ATTENDANCE_STATES;
  protected readonly toldBy = TOLD_BY;
  protected readonly categories = ATTENDANCE_CATEGORIES;
  protected readonly ago = (instant: string): string => howLongAgo(this.clock.now(), new Date(instant));
}
