import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AttendanceOnTimeline } from '@shared-care/contracts/patients/answers';
import { ALERT_OUTCOMES } from '@shared-care/domain/alert-states';
import { ATTENDANCE_CATEGORIES, TOLD_BY } from '@shared-care/domain/attendance-reasons';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { Timeline, TimelineItemTemplate } from '@shared-care/ui/timeline/timeline';
import { placeWords, reasonWords, responseWords } from '../attendances/attendance-words';
import { SessionStore } from '../core/session-store';

interface Item {
  id: string;
  at: string;
  attendance: AttendanceOnTimeline;
  /** Taken back by somebody: it stays, struck through. */
  void: boolean;
}

/** Every attendance of one child at every hospital, newest first, with how it ended. */
@Component({
  selector: 'sc-attendance-timeline',
  imports: [AtTime, RouterLink, StateChip, TierChip, Timeline, TimelineItemTemplate],
  templateUrl: './attendance-timeline.html',
  styles: `
    .void .what {
      text-decoration: line-through;
    }
  `,
})
export class AttendanceTimeline {
  readonly attendances = input.required<readonly AttendanceOnTimeline[]>();
  protected readonly session = inject(SessionStore);

  protected readonly items = computed<Item[]>(() =>
    this.attendances().map((attendance) => ({
      id: attendance.id,
      at: attendance.arrivedAt,
      attendance,
      void: ['cancelled', 'entered_in_error', 'merged'].includes(attendance.state),
    })),
  );
  protected readonly reason = reasonWords;
  protected readonly place = placeWords;
  protected readonly response = responseWords;
  protected readonly day = (instant: string): string => londonDate(new Date(instant));
  protected readonly categories = ATTENDANCE_CATEGORIES;
  protected readonly states = ATTENDANCE_STATES;
  protected readonly outcomes = ALERT_OUTCOMES;
  protected readonly openAccess = OPEN_ACCESS_VALIDITIES;
  protected readonly tellers = TOLD_BY;
}
