import { afterNextRender, Component, computed, effect, ElementRef, inject, input, output, signal } from '@angular/core';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import {
  ATTENDANCE_REASONS,
  BLEED_SITES,
  REASONS_WITH_SITE,
  UNIT_KINDS,
  type AttendanceReason,
  type BleedSite,
  type UnitKind,
} from '@shared-care/domain/attendance-reasons';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { AttendanceLogged } from '../attendances/attendance-logged';
import { AttendanceSender } from '../attendances/attendance-sender';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

const entries = <T extends string>(list: Record<T, string>): [T, string][] => Object.entries(list) as [T, string][];

/** Tell the PHU: five questions about a child of one's own who is at one's own hospital now. */
@Component({
  selector: 'sc-log-arrival',
  imports: [AttendanceLogged, ProblemNote],
  providers: [AttendanceSender],
  templateUrl: './log-arrival.html',
  styles: `
    .card {
      margin-block-start: 12px;
      border: 2px solid var(--sc-primary);
    }
    h2 {
      font-size: 19px;
      line-height: 28px;
    }
    .panel {
      padding: 12px;
      border: 1px solid var(--sc-control);
      border-radius: 4px;
    }
    .checked {
      display: flex;
      gap: 10px;
      align-items: center;
      min-block-size: 48px;
      margin-block-end: 8px;
    }
    .error {
      color: var(--sc-danger);
      font-weight: 600;
    }
  `,
})
export class LogArrival {
  readonly page = input.required<PatientPage>();
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

  protected readonly reason = signal<AttendanceReason | null>(null);
  protected readonly site = signal<BleedSite | null>(null);
  protected readonly unit = signal<UnitKind>('ed');
  protected readonly minutes = signal(0);
  protected readonly note = signal('');
  protected readonly identified = signal(false);
  private readonly attempted = signal(false);

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly who = computed(() => {
    const { patient } = this.page();
    return `${formalName(patient)}, born ${shortDate(patient.birthDate)}`;
  });
  protected readonly hospitalName = computed(() => {
    const own = this.session.user()?.hospitalId;
    return this.page().links.find(({ hospital }) => hospital.id === own)?.hospital.name ?? 'your hospital';
  });
  protected readonly asksForSite = computed(() => {
    const reason = this.reason();
    return reason !== null && REASONS_WITH_SITE.includes(reason);
  });
  protected readonly missing = computed(() => {
    if (!this.attempted()) return null;
    if (this.reason() === null) return 'Choose why the child came.';
    return this.identified() ? null : 'Check name and birth date, and tick that you did.';
  });

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
    if (reason === null || !this.identified() || !hospitalId) return;
    // Fixed now: a later attempt sends these very words.
    const now = this.clock.read();
    await this.sender.send({
      patientId: this.page().patient.id,
      hospitalId,
      unitKind: this.unit(),
      reason,
      bleedSite: this.site(),
      arrivedAt: new Date(now.getTime() - this.minutes() * 60_000).toISOString(),
      reportedAt: now.toISOString(),
      toldBy: 'link_consultant',
      note: this.note().trim() || null,
      saidBack: ['family_name', 'birth_date'],
    });
  }
}
