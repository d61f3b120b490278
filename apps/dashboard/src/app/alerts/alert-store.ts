import { HttpClient } from '@angular/common/http';
import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import type { AlertDetail, AlertQueue } from '@shared-care/contracts/alerts/answers';
import type {
  AddLiaisonEntry,
  AlertView,
  AnswerChecklistItem,
  AnswerOffer,
  AwaitAlert,
  CloseAlert,
  LowerTier,
  OfferAlert,
  RaiseTier,
  ReopenAlert,
  StrikeOutLiaisonEntry,
  WriteHandoverNote,
} from '@shared-care/contracts/alerts/shapes';
import type {
  AnswerCorrection,
  CorrectAttendance,
  CorrectFacts,
  MatchAttendance,
  MoveAttendance,
  RecordFirstTreatment,
  UndoMatch,
} from '@shared-care/contracts/attendances/shapes';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { isDue } from '@shared-care/domain/alert-groups';
import { MORNING_FROM } from '@shared-care/domain/handover';
import { londonTime } from '@shared-care/domain/london-time';
import { firstValueFrom, timeout } from 'rxjs';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { asRefresh } from '../core/refresh';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** A connection that died silently would otherwise hold up every later look at the list. */
const PATIENCE_MS = 20_000;

/** The alerts of the unit as the server last told them, and what a person can do to one. */
@Service()
export class AlertStore {
  private readonly http = inject(HttpClient);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private readonly session = inject(SessionStore);

  private readonly queues: Record<AlertView, Fetched<AlertQueue>> = {
    running: new Fetched(() => this.getQueue('running')),
    open: new Fetched(() => this.getQueue('open')),
    mine: new Fetched(() => this.getQueue('mine')),
    awaiting: new Fetched(() => this.getQueue('awaiting')),
    closed_today: new Fetched(() => this.getQueue('closed_today')),
    withdrawn: new Fetched(() => this.getQueue('withdrawn')),
  };
  private readonly shownView = signal<AlertView>('running');
  private readonly shownId = signal<string | null>(null);
  private readonly acted = new Map<string, AlertDetail>();
  private readonly opened = signal<Fetched<AlertDetail> | null>(null);

  readonly view = this.shownView.asReadonly();
  readonly queue = computed(() => this.queues[this.shownView()].value());
  readonly queueProblem = computed(() => this.queues[this.shownView()].problem());
  readonly queueBusy = computed(() => this.queues[this.shownView()].busy());
  /** From whichever view was fetched last, since all carry the counts of all. */
  readonly counts = signal<AlertQueue['counts'] | null>(null);
  readonly handover = signal<AlertQueue['handover'] | null>(null);

  readonly openId = this.shownId.asReadonly();
  readonly detail = computed(() => this.opened()?.value() ?? null);
  readonly detailProblem = computed(() => this.opened()?.problem() ?? null);
  readonly detailBusy = computed(() => this.opened()?.busy() ?? false);

  constructor() {
    effect(() => {
      this.live.changed('alerts');
      if (!this.session.may('alert', 'list')) return this.forget();
      const view = this.shownView();
      // Badge and announcements hang on the list of what runs, so it is fetched behind every view.
      const views: AlertView[] = view === 'running' ? ['running'] : ['running', view];
      untracked(() => views.forEach((each) => void this.queues[each].refresh()));
    });
    // At these times the handover falls due without any alert changing.
    effect(() => {
      if ([MORNING_FROM, untracked(this.handover)?.from].includes(londonTime(this.clock.now())))
        untracked(() => this.refresh());
    });
    // So does what an owner agreed to do: its alert rises on every screen.
    effect(() => {
      this.clock.now();
      if (this.dueNow() > 0) untracked(() => void this.queues.running.refresh());
    });
    effect(() => {
      this.openedVersion();
      untracked(() => this.refreshDetailIfStale());
    });
  }

  /**
   * Changes whenever the alert on screen may have. Every look at an alert is recorded with the child's name, so it is
   * fetched again when the lists show another version of it, not at each hint about any alert.
   */
  private readonly openedVersion = computed(() => {
    const id = this.shownId();
    if (id === null) return null;
    const row = Object.values(this.queues)
      .flatMap((queue) => queue.value()?.alerts ?? [])
      .filter((alert) => alert.id === id)
      .reduce<number | null>((newest, alert) => Math.max(newest ?? 0, alert.version), null);
    return row === null ? `${id} in no list, ${this.live.changed('alerts')}` : `${id} ${row}`;
  });

  /** Whatever is not closed, whichever view is on screen. */
  readonly running = computed(() => this.queues.running.value());
  /** How many fell due since the list was fetched. */
  private readonly dueNow = computed(() => {
    const [queue, now] = [this.running(), this.clock.now()];
    return (queue?.alerts ?? []).filter((alert) => isDue(alert, now) && !isDue(alert, new Date(queue!.now))).length;
  });

  show(view: AlertView): void {
    this.shownView.set(view);
  }

  refresh(): void {
    void this.queues[this.shownView()].retry();
  }

  /** Loads one alert and keeps it current until another is opened, or none. */
  open(id: string | null): void {
    if (id === this.shownId()) return;
    this.shownId.set(id);
    this.opened.set(id === null ? null : new Fetched(() => this.get(`/api/alerts/${id}`)));
  }

  private refreshDetailIfStale(): void {
    const opened = this.opened();
    const detail = opened?.value();
    const listed = Object.values(this.queues)
      .flatMap((queue) => queue.value()?.alerts ?? [])
      .filter((alert) => alert.id === this.shownId());
    const current = detail && listed.length > 0 && listed.every((alert) => alert.version <= detail.version);
    if (!current) void opened?.refresh();
  }

  refreshDetail(): void {
    void this.opened()?.retry();
  }

  acknowledge(alert: { id: string; version: number }): Promise<AlertDetail> {
    return this.act(`/api/alerts/${alert.id}/acknowledge`, { version: alert.version });
  }

  handBack(alert: { id: string; version: number }): Promise<AlertDetail> {
    return this.act(`/api/alerts/${alert.id}/hand-back`, { version: alert.version });
  }

  /** @param key the same for every try at saving one entry, so that a lost answer cannot make two */
  addLiaisonEntry(id: string, entry: AddLiaisonEntry, key: string): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/liaison-entries`, entry, { [IDEMPOTENCY_HEADER]: key });
  }

  strikeOutLiaisonEntry(id: string, why: StrikeOutLiaisonEntry): Promise<AlertDetail> {
    return this.act(`/api/liaison-entries/${id}/strike-out`, why);
  }

  offer(id: string, to: OfferAlert): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/offer`, to);
  }

  writeHandoverNote(id: string, note: WriteHandoverNote): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/handover-note`, note);
  }

  takeBackOffer(alert: { id: string; version: number }): Promise<AlertDetail> {
    return this.act(`/api/alerts/${alert.id}/take-back-offer`, { version: alert.version });
  }

  answerOffer(alert: { id: string; version: number }, answer: Omit<AnswerOffer, 'version'>): Promise<AlertDetail> {
    return this.act(`/api/alerts/${alert.id}/answer-offer`, { ...answer, version: alert.version });
  }

  raiseTier(id: string, to: RaiseTier): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/raise-tier`, to);
  }

  lowerTier(id: string, to: LowerTier): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/lower-tier`, to);
  }

  correct(attendanceId: string, what: CorrectAttendance): Promise<AlertDetail> {
    return this.act(`/api/attendances/${attendanceId}/correct`, what);
  }

  answerCorrection(correctionId: string, answer: AnswerCorrection): Promise<AlertDetail> {
    return this.act(`/api/corrections/${correctionId}/answer`, answer);
  }

  answerChecklist(id: string, answer: AnswerChecklistItem): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/checklist`, answer);
  }

  awaitAnswer(id: string, what: AwaitAlert): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/await`, what);
  }

  resume(alert: { id: string; version: number }): Promise<AlertDetail> {
    return this.act(`/api/alerts/${alert.id}/resume`, { version: alert.version });
  }

  close(id: string, how: CloseAlert): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/close`, how);
  }

  reopen(id: string, why: ReopenAlert): Promise<AlertDetail> {
    return this.act(`/api/alerts/${id}/reopen`, why);
  }

  recordFirstTreatment(attendanceId: string, treatment: RecordFirstTreatment): Promise<AlertDetail> {
    return this.act(`/api/attendances/${attendanceId}/first-treatment`, treatment);
  }

  move(attendanceId: string, to: MoveAttendance): Promise<AlertDetail> {
    return this.act(`/api/attendances/${attendanceId}/move`, to);
  }

  match(attendanceId: string, to: MatchAttendance): Promise<AlertDetail> {
    return this.act(`/api/attendances/${attendanceId}/match`, to);
  }

  undoMatch(attendanceId: string, why: UndoMatch): Promise<AlertDetail> {
    return this.act(`/api/attendances/${attendanceId}/unmatch`, why);
  }

  correctFacts(attendanceId: string, facts: CorrectFacts): Promise<AlertDetail> {
    return this.act(`/api/attendances/${attendanceId}/facts`, facts);
  }

  /** What became of an alert that left the list, asked once and not as a look by a person; null when it is not told. */
  async becameOf(id: string): Promise<AlertDetail | null> {
    try {
      return await asRefresh(() => this.get<AlertDetail>(`/api/alerts/${id}`));
    } catch {
      return null;
    }
  }

  /** The newest this screen knows of an alert, from an action on it. */
  latest(id: string): AlertDetail | null {
    return this.acted.get(id) ?? null;
  }

  private async act(url: string, body: unknown, headers: Record<string, string> = {}): Promise<AlertDetail> {
    try {
      const detail = await firstValueFrom(this.http.post<AlertDetail>(url, body, { headers }));
      this.clock.set(detail.now);
      this.acted.set(detail.id, detail);
      if (detail.id === this.shownId()) this.opened()?.take(detail);
      return detail;
    } finally {
      // After a refusal too: somebody else has usually changed what is on screen.
      void this.queues.running.refresh();
      if (this.shownView() !== 'running') void this.queues[this.shownView()].refresh();
    }
  }

  private async getQueue(view: AlertView): Promise<AlertQueue> {
    const queue = await this.get<AlertQueue>(`/api/alerts?view=${view}`);
    this.counts.set(queue.counts);
    this.handover.set(queue.handover);
    return queue;
  }

  private async get<T extends { now: string }>(url: string): Promise<T> {
    const answer = await firstValueFrom(this.http.get<T>(url).pipe(timeout(PATIENCE_MS)));
    this.clock.set(answer.now);
    return answer;
  }

  /** Nothing of one person's session may show in the next one's. */
  private forget(): void {
    untracked(() => {
      this.counts.set(null);
      this.handover.set(null);
      this.open(null);
      this.acted.clear();
      for (const queue of Object.values(this.queues)) queue.clear();
    });
  }
}
