import {
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  runInInjectionContext,
  untracked,
  viewChild,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { MatTabsModule } from '@angular/material/tabs';
import { Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { addMonths } from '@shared-care/domain/calendar-date';
import { londonTime, shortDate } from '@shared-care/domain/london-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { PatientBanner } from '@shared-care/ui/patient-banner/patient-banner';
import { type Loadable, LoadState } from '@shared-care/ui/load-state/load-state';
import { NoticeBanner } from '../notices/notice-banner';
import { NoticeStore } from '../notices/notice-store';
import { QuickLog } from '../attendances/quick-log';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { MergedNote } from '../patients/merged-note';
import { PatientNotHere } from '../patients/patient-not-here';
import { RecordOnScreen } from '../patients/record-on-screen';
import { RECORD_TABS } from './record-tabs';
import { UnitNumber } from '../core/unit-number';

/** One child: who it is and what matters in an emergency, always in sight above the tab that is open. */
@Component({
  selector: 'sc-patient-record',
  host: { class: 'u-block u-w-board' },
  imports: [
    Icon,
    MatButtonModule,
    MatMenuModule,
    MatTabsModule,
    MergedNote,
    NoticeBanner,
    PatientBanner,
    PatientNotHere,
    LoadState,
    RouterLink,
    RouterLinkActive,
    RouterOutlet,
    UnitNumber,
  ],
  providers: [RecordOnScreen],
  templateUrl: './patient-record.html',
  styleUrl: './patient-record.scss',
})
export class PatientRecord {
  /** From the route: an internal id, never an NHS number. */
  readonly id = input.required<string>();

  private readonly record = inject(RecordOnScreen);
  private readonly noticeStore = inject(NoticeStore);
  private readonly clock = inject(ServerClock);
  private readonly router = inject(Router);
  private readonly injector = inject(Injector);
  private readonly quickLog = inject(QuickLog);
  private readonly tabArea = viewChild<ElementRef<HTMLElement>>('tabArea');
  protected readonly session = inject(SessionStore);

  protected readonly page = this.record.page;
  protected readonly problem = this.record.problem;
  protected readonly state: Loadable = {
    value: this.page,
    problem: this.problem,
    retry: () => this.record.reload(),
  };
  /** Also when it was there a moment ago: a link that has ended ends the sight of the record. */
  protected readonly notHere = computed(() => {
    const code = this.problem()?.code;
    return code === 'not_found' || code === 'invalid' || code === 'refused';
  });
  /** The record to go on in, when this one was closed. */
  protected readonly mergedInto = computed(() => {
    const problem = this.problem();
    const survivorId = problem?.code === 'merged' ? problem.current?.['survivorId'] : null;
    return typeof survivorId === 'string' ? survivorId : null;
  });
  protected readonly notices = this.record.notices;
  protected readonly today = this.record.today;
  protected readonly nowWords = computed(() => `${shortDate(this.today())} ${londonTime(this.clock.now())}`);
  private readonly allowedTabs = RECORD_TABS.filter(({ canMatch }) =>
    (canMatch ?? []).every((allows) => runInInjectionContext(this.injector, allows)),
  );
  protected readonly tabs = computed(() => {
    const born = this.page()?.patient.birthDate;
    return this.allowedTabs
      .filter(({ data }) => !data.fromYears || (born && this.today() >= addMonths(born, data.fromYears * 12)))
      .map(({ path, data }, index, all) => ({
        path,
        word: data.tab,
        // Nothing behind a tab needs no number.
        count: this.counts()[path] || null,
        startsGroup: index > 0 && all[index - 1]!.data.group !== data.group,
      }));
  });
  /** How much is behind a tab, where it is known. */
  private readonly counts = computed((): Readonly<Record<string, string | number>> => {
    const page = this.page();
    const picture = this.record.picture();
    const letters = this.record.letters();
    const plan = picture?.plans.filter(({ state }) => state === 'approved').at(-1);
    return {
      ...(page !== null && {
        attendances: page.attendances.length,
        'open-access': page.openAccess.length,
        people: page.links.filter(({ current }) => current).length,
      }),
      ...(plan && { 'emergency-plan': `v${plan.versionNumber}` }),
      // What is open, as elsewhere in the navigation.
      ...(picture?.requests && { requests: this.record.openRequests().length }),
      ...(letters !== null && { letters }),
    };
  });

  constructor() {
    effect(() => this.record.id.set(this.id()));
    const before = this.noticeStore.changed();
    effect(() => {
      if (this.noticeStore.changed() !== before) untracked(() => this.record.reload());
    });
  }

  /** A link inside a tab takes itself away with the tab: focus goes to what it opened, not to the top of the page. */
  protected keepFocus(): void {
    setTimeout(() => {
      if (document.activeElement === document.body) this.tabArea()?.nativeElement.focus({ preventScroll: true });
    });
  }

  protected mayLog({ patient }: PatientPage): boolean {
    return this.session.may('attendance', 'log') && patient.diedOn === null;
  }

  protected mayRequest({ patient }: PatientPage): boolean {
    return this.session.may('request', 'open') && patient.diedOn === null;
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
}
