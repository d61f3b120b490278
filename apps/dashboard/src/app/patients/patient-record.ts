import { Component, computed, effect, inject, input, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { ALERT_OUTCOMES, ALERT_STATES } from '@shared-care/domain/alert-states';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { Icon } from '@shared-care/ui/icon/icon';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { PatientBanner } from '@shared-care/ui/patient-banner/patient-banner';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { placeWords, reasonWords } from '../attendances/attendance-words';
import { Fetched } from '../shell/fetched';
import { Live } from '../shell/live';
import { QuickLog } from '../shell/quick-log';
import { ServerClock } from '../shell/server-clock';
import { SessionStore } from '../shell/session-store';
import { AttendanceTimeline } from './attendance-timeline';
import { PatientNotHere } from './patient-not-here';
import { PatientStore } from './patient-store';

const PRINTED_ATTENDANCES = 5;

/** One child: who it is, what matters in an emergency, whom to ring, and what happened at every hospital. */
@Component({
  selector: 'sc-patient-record',
  imports: [
    AtTime,
    AttendanceTimeline,
    EmptyState,
    Icon,
    OnDate,
    OpenAccessChip,
    PatientBanner,
    PatientNotHere,
    ProblemNote,
    RingNow,
    RouterLink,
    StateChip,
    TierChip,
  ],
  templateUrl: './patient-record.html',
  styleUrl: './patient-record.scss',
})
export class PatientRecord {
  /** From the route: an internal id, never an NHS number. */
  readonly id = input.required<string>();

  private readonly store = inject(PatientStore);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly quickLog = inject(QuickLog);
  protected readonly session = inject(SessionStore);

  protected readonly fetched = computed(() => {
    const id = this.id();
    return new Fetched(() => this.store.get(id));
  });
  protected readonly page = computed(() => this.fetched().value());
  protected readonly problem = computed(() => this.fetched().problem());
  /** Also when it was there a moment ago: a link that has ended ends the sight of the record. */
  protected readonly notHere = computed(() => {
    const code = this.problem()?.code;
    return code === 'not_found' || code === 'invalid' || code === 'refused';
  });
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly nowWords = computed(() => `${shortDate(this.today())} ${londonTime(this.clock.now())}`);
  protected readonly openAlerts = computed(() =>
    (this.page()?.attendances ?? []).filter(({ alert }) => alert.state !== 'closed' && alert.state !== 'withdrawn'),
  );
  protected readonly onPaper = computed(() => (this.page()?.attendances ?? []).slice(0, PRINTED_ATTENDANCES));
  protected readonly currentLinks = computed(() => (this.page()?.links ?? []).filter((link) => link.current));
  protected readonly otherLinks = computed(() => (this.page()?.links ?? []).filter((link) => !link.current));

  protected readonly alertStates = ALERT_STATES;
  protected readonly outcomes = ALERT_OUTCOMES;
  protected readonly roles = SHARED_CARE_ROLES;
  protected readonly arrangementStates = OPEN_ACCESS_STATES;
  protected readonly day = (instant: string): string => londonDate(new Date(instant));
  protected readonly reason = reasonWords;
  protected readonly place = placeWords;

  constructor() {
    effect(() => {
      this.live.changed('patients');
      this.live.changed('alerts');
      const fetched = this.fetched();
      untracked(() => void fetched.refresh());
    });
    effect(() => {
      const page = this.page();
      const user = this.session.user();
      if (page !== null && user !== null) untracked(() => this.store.opened(page, user.id));
    });
  }

  /** On a phone the sheet would cover everything, so it is a page there. */
  protected logAttendance(): void {
    if (matchMedia('(max-width: 640px)').matches) {
      void this.router.navigate(['/attendances/new'], { queryParams: { patient: this.id() } });
    } else this.quickLog.show(this.id());
  }

  protected print(): void {
    window.print();
  }

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }

  protected reload(): void {
    void this.fetched().refresh();
  }
}
