import { afterNextRender, Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { ActivatedRoute, Router, RouterLink } from '@angular/router';
import { bleedsByPlace } from '@shared-care/domain/bleeds';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { ALERT_OUTCOMES, ALERT_STATES } from '@shared-care/domain/alert-states';
import { londonDate } from '@shared-care/domain/london-time';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { REQUEST_STATES, REQUEST_TYPES } from '@shared-care/domain/request-states';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { BodyMap } from '@shared-care/ui/body-map/body-map';
import { Icon } from '@shared-care/ui/icon/icon';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { YearPicture } from '@shared-care/ui/year-picture/year-picture';
import { placeWords, reasonWords } from '../attendances/attendance-words';
import { SessionStore } from '../core/session-store';
import { AttendanceTimeline } from './attendance-timeline';
import { FirstSteps } from '../emergency-plans/first-steps';
import { HomeBars } from './home-bars';
import { Measured } from './measured';
import { NUMBERS, showNumbers } from '../patients/numbers-on-record';
import { type PagesOfMarks, yearLanes, yearWords } from './year-of-record';
import { RecordOnScreen } from '../patients/record-on-screen';
import { PlaceNow } from '@shared-care/ui/place-now/place-now';
import { WhereNow } from '@shared-care/ui/where-now/where-now';

const NEWEST_ATTENDANCES = 3;
const PRINTED_ATTENDANCES = 5;

/** Tab of the record that opens first: what is going on, whom to ring, and where the child may go. Prints on one page. */
@Component({
  selector: 'sc-patient-summary',
  host: { class: 'u-block' },
  imports: [
    AtTime,
    AttendanceTimeline,
    BodyMap,
    EmptyState,
    FirstSteps,
    HomeBars,
    MatButtonModule,
    Measured,
    OnDate,
    OpenAccessChip,
    RingNow,
    RouterLink,
    StateChip,
    TierChip,
    PlaceNow,
    Icon,
    WhereNow,
    YearPicture,
  ],
  templateUrl: './patient-summary.html',
  styleUrl: './patient-summary.scss',
})
export class PatientSummary {
  protected readonly consultantHours = HOURS_BANDS.in_hours;
  protected readonly record = inject(RecordOnScreen);
  protected readonly session = inject(SessionStore);
  private readonly router = inject(Router);
  protected readonly today = this.record.today;
  private readonly attendances = computed(() => this.record.page()?.attendances ?? []);
  protected readonly openAlerts = computed(() =>
    this.attendances().filter(({ alert }) => alert.state !== 'closed' && alert.state !== 'withdrawn'),
  );
  protected readonly newest = computed(() => this.attendances().slice(0, NEWEST_ATTENDANCES));
  protected readonly onPaper = computed(() => this.attendances().slice(0, PRINTED_ATTENDANCES));
  protected readonly currentLinks = computed(() => (this.record.page()?.links ?? []).filter((link) => link.current));
  protected readonly otherLinks = computed(() => (this.record.page()?.links ?? []).filter((link) => !link.current));

  /** The picture with what stands on the page: both are there, or neither is drawn. */
  protected readonly year = computed(() => {
    const page = this.record.page();
    const picture = this.record.picture();
    if (page === null || picture === null) return null;
    return {
      picture,
      words: yearWords(page, picture),
      lanes: yearLanes(page, picture, this.pages(page.patient.id)),
      places: bleedsByPlace(picture.bleeds).map((one) => ({ ...one, href: this.pageOfBleed(one.alertId) })),
    };
  });

  /** A child who never had it needs no card that says so. */
  protected readonly homeTherapy = computed(() => {
    const home = this.year()?.picture.homeTherapy ?? null;
    return home?.state === 'not_eligible' ? null : home;
  });

  protected readonly requestTypes = REQUEST_TYPES;
  protected readonly requestStates = REQUEST_STATES;
  protected readonly alertStates = ALERT_STATES;
  protected readonly outcomes = ALERT_OUTCOMES;
  protected readonly roles = SHARED_CARE_ROLES;
  protected readonly arrangementStates = OPEN_ACCESS_STATES;
  protected readonly day = (instant: string): string => londonDate(new Date(instant));
  protected readonly reason = reasonWords;
  protected readonly place = placeWords;

  constructor() {
    // The bar of a phone leads here from any tab.
    if (inject(ActivatedRoute).snapshot.fragment === NUMBERS) afterNextRender(showNumbers);
  }

  private pages(id: string): PagesOfMarks {
    const [own, may] = [`/patients/${id}`, this.session];
    return {
      attendance: ({ alertId }) =>
        alertId !== null && may.may('alert', 'read') ? `/alerts/${alertId}` : `${own}/attendances`,
      plan: may.may('emergencyPlan', 'read_card') ? `${own}/emergency-plan` : null,
      openAccess: `${own}/open-access`,
      letter: (letter) => `/letters/${letter}`,
      request: (request) => `/requests/${request}`,
      treatment: (entry) => `${own}/treatment#${entry}`,
    };
  }

  /** A bleed that only the family's diary tells of stands under home therapy. */
  private pageOfBleed(alertId: string | null): string {
    const id = this.record.id()!;
    if (alertId !== null || !this.session.may('homeTherapy', 'read')) return this.pages(id).attendance({ alertId })!;
    return `/patients/${id}/home-therapy`;
  }

  protected follow(href: string): void {
    void this.router.navigateByUrl(href);
  }

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }
}
