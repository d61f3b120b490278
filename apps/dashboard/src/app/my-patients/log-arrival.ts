import { afterNextRender, Component, computed, effect, ElementRef, inject, input, output, signal } from '@angular/core';
import type { LogAttendance } from '@shared-care/contracts/attendances/shapes';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import {
  ATTENDANCE_REASONS,
  BLEED_SITES,
  REASONS_WITH_SITE,
  UNIT_KINDS,
  type AttendanceReason,
  type BleedSite,
  type UnitKind,
} from '@shared-care/domain/attendance-reasons';
import { UNTREATED, untreatedWords, type Untreated } from '@shared-care/domain/first-treatment';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { AttendanceLogged } from '../attendances/attendance-logged';
import { AttendanceSender } from '../attendances/attendance-sender';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

type Treated = 'given' | Untreated;

const entries = <T extends string>(list: Record<T, string>): [T, string][] => Object.entries(list) as [T, string][];

/** Tell the PHU: five questions about a child of one's own who is at one's own hospital now. */
@Component({
  selector: 'sc-log-arrival',
  imports: [AttendanceLogged, ProblemNote],
  providers: [AttendanceSender],
  templateUrl: './log-arrival.html',
  styles: `
    .card {
      border: 2px solid var(--sc-primary);
    }
    .missing {
      border: 2px solid var(--sc-danger);
    }
  `,
})
export class LogArrival {
  readonly child = input.required<PatientIdentity>();
  /** Names of hospitals that may be the reader's own. */
  readonly hospitals = input<readonly { id: string; name: string }[]>([]);
  /** Of a child who is not linked to the reader: the running access by which they see them. */
  readonly emergencyAccessId = input<string | null>(null);
  readonly closed = output();

  protected readonly sender = inject(AttendanceSender);
  private readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);

  protected readonly reasons = entries(ATTENDANCE_REASONS);
  protected readonly sites = entries(BLEED_SITES);
  protected readonly units = entries(UNIT_KINDS);
  protected readonly arrivals: [number, string][] = [
    [0, 'Just now'],
    [15, '15 minutes ago'],
    [30, '30 minutes ago'],
    [60, '1 hour ago'],
    [120, '2 hours ago'],
  ];

  /** Three answers: nothing is taken for another, and no answer stays none. */
  protected readonly treatments: [Treated, string][] = [
    ['given', 'Given'],
    ['not_given', UNTREATED.not_given],
    ['not_known', UNTREATED.not_known],
  ];
  protected readonly treated = signal<Treated | null>(null);
  protected readonly treatedMinutes = signal<number | null>(null);
  protected readonly product = signal('');

  protected readonly reason = signal<AttendanceReason | null>(null);
  protected readonly site = signal<BleedSite | null>(null);
  protected readonly unit = signal<UnitKind>('ed');
  protected readonly minutes = signal(0);
  protected readonly note = signal('');
  protected readonly identified = signal(false);
  private readonly attempted = signal(false);

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly who = computed(() => {
    const patient = this.child();
    return `${formalName(patient)}, born ${shortDate(patient.birthDate)}`;
  });
  protected readonly hospitalName = computed(() => {
    const own = this.session.user()?.hospitalId;
    return this.hospitals().find(({ id }) => id === own)?.name ?? 'your hospital';
  });
  protected readonly asksForSite = computed(() => {
    const reason = this.reason();
    return reason !== null && REASONS_WITH_SITE.includes(reason);
  });
  /** Everything that is missing, each with the control where it is mended. */
  protected readonly missing = computed(() =>
    this.attempted()
      ? [
          ...(this.reason() === null ? [{ at: 'arrival-why', words: 'Choose why the child came.' }] : []),
          ...(this.treated() === 'given' && this.treatedMinutes() === null
            ? [{ at: 'arrival-treated-at', words: 'Choose when the first treatment was given.' }]
            : []),
          ...(this.identified()
            ? []
            : [{ at: 'arrival-checked', words: 'Check name and birth date, and tick that you did.' }]),
        ]
      : [],
  );

  constructor() {
    afterNextRender(() => {
      this.element.nativeElement.scrollIntoView({ block: 'start' });
      this.element.nativeElement.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
    });
    effect(() => {
      if (!this.asksForSite()) this.site.set(null);
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.attempted.set(true);
    const [reason, hospitalId] = [this.reason(), this.session.user()?.hospitalId];
    const [first] = this.missing();
    if (first) {
      document.getElementById(first.at)?.focus();
      return;
    }
    if (reason === null || !hospitalId) return;
    // Fixed now: a later attempt sends these very words.
    const now = this.clock.read();
    await this.sender.send({
      patientId: this.child().id,
      hospitalId,
      unitKind: this.unit(),
      reason,
      bleedSite: this.site(),
      arrivedAt: new Date(now.getTime() - this.minutes() * 60_000).toISOString(),
      reportedAt: now.toISOString(),
      toldBy: 'link_consultant',
      ...this.firstTreatment(now),
      emergencyAccessId: this.emergencyAccessId(),
      note: this.note().trim() || null,
      saidBack: ['family_name', 'birth_date'],
    });
  }

  protected refer(event: Event, id: string): void {
    event.preventDefault();
    document.getElementById(id)?.focus();
  }

  private firstTreatment(now: Date): Partial<LogAttendance> {
    const minutes = this.treatedMinutes();
    const answer = this.treated();
    switch (answer) {
      case 'given':
        return {
          firstTreatmentAt: new Date(now.getTime() - (minutes ?? 0) * 60_000).toISOString(),
          firstTreatmentProduct: this.product().trim() || null,
        };
      case null:
        return {};
      default:
        return { firstTreatmentAbsentBecause: untreatedWords(answer, null) };
    }
  }
}
