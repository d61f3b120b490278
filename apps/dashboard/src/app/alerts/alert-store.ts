import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import type { AlertDetail, AlertQueue, AlertStep, LiaisonStep } from '@shared-care/contracts/alerts/answers';
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
import { isDue } from '@shared-care/domain/alert-groups';
import { MORNING_FROM } from '@shared-care/domain/handover';
import { londonTime } from '@shared-care/domain/london-time';
import { Api } from '../core/api';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { asRefresh } from '../core/refresh';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

/** A connection that died silently would otherwise hold up every later look at the list. */
const PATIENCE_MS = 20_000;

/** An alert as somebody saw it. */
interface Seen {
  id: string;
  version: number;
}

/** The alerts of the unit as the server last told them, and what a person can do to one. */
@Service()
export class AlertStore {
  private readonly api = inject(Api);
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
  private readonly acted = new Map<string, AlertStep>();
  /** Steps on their way: each asks for the page on screen itself. */
  private stepping = 0;
  private staleMeanwhile = false;
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
    this.opened.set(id === null ? null : new Fetched(() => this.getDetail(id)));
  }

  private refreshDetailIfStale(): void {
    this.staleMeanwhile = this.stepping > 0;
    if (this.staleMeanwhile) return;
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

  acknowledge({ id, version }: Seen): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/acknowledge', { params: { id }, body: { version } }));
  }

  handBack({ id, version }: Seen): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/hand-back', { params: { id }, body: { version } }));
  }

  /** @param key the same for every try at saving one entry, so that a lost answer cannot make two */
  addLiaisonEntry(id: string, body: AddLiaisonEntry, key: string): Promise<LiaisonStep> {
    return this.step(() => this.api.call('POST alerts/:id/liaison-entries', { params: { id }, body, key }));
  }

  strikeOutLiaisonEntry(id: string, body: StrikeOutLiaisonEntry): Promise<AlertStep> {
    return this.step(() => this.api.call('POST liaison-entries/:id/strike-out', { params: { id }, body }));
  }

  offer(id: string, body: OfferAlert): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/offer', { params: { id }, body }));
  }

  writeHandoverNote(id: string, body: WriteHandoverNote): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/handover-note', { params: { id }, body }));
  }

  takeBackOffer({ id, version }: Seen): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/take-back-offer', { params: { id }, body: { version } }));
  }

  answerOffer({ id, version }: Seen, answer: Omit<AnswerOffer, 'version'>): Promise<AlertStep> {
    const body = { ...answer, version };
    return this.step(() => this.api.call('POST alerts/:id/answer-offer', { params: { id }, body }));
  }

  raiseTier(id: string, body: RaiseTier): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/raise-tier', { params: { id }, body }));
  }

  lowerTier(id: string, body: LowerTier): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/lower-tier', { params: { id }, body }));
  }

  correct(attendanceId: string, body: CorrectAttendance): Promise<AlertStep> {
    return this.step(() => this.api.call('POST attendances/:id/correct', { params: { id: attendanceId }, body }));
  }

  answerCorrection(correctionId: string, body: AnswerCorrection): Promise<AlertStep> {
    return this.step(() => this.api.call('POST corrections/:id/answer', { params: { id: correctionId }, body }));
  }

  answerChecklist(id: string, body: AnswerChecklistItem): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/checklist', { params: { id }, body }));
  }

  awaitAnswer(id: string, body: AwaitAlert): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/await', { params: { id }, body }));
  }

  resume({ id, version }: Seen): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/resume', { params: { id }, body: { version } }));
  }

  close(id: string, body: CloseAlert): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/close', { params: { id }, body }));
  }

  reopen(id: string, body: ReopenAlert): Promise<AlertStep> {
    return this.step(() => this.api.call('POST alerts/:id/reopen', { params: { id }, body }));
  }

  recordFirstTreatment(attendanceId: string, body: RecordFirstTreatment): Promise<AlertStep> {
    const params = { id: attendanceId };
    return this.step(() => this.api.call('POST attendances/:id/first-treatment', { params, body }));
  }

  move(attendanceId: string, body: MoveAttendance): Promise<AlertStep> {
    return this.step(() => this.api.call('POST attendances/:id/move', { params: { id: attendanceId }, body }));
  }

  match(attendanceId: string, body: MatchAttendance): Promise<AlertStep> {
    return this.step(() => this.api.call('POST attendances/:id/match', { params: { id: attendanceId }, body }));
  }

  undoMatch(attendanceId: string, body: UndoMatch): Promise<AlertStep> {
    return this.step(() => this.api.call('POST attendances/:id/unmatch', { params: { id: attendanceId }, body }));
  }

  correctFacts(attendanceId: string, body: CorrectFacts): Promise<AlertStep> {
    return this.step(() => this.api.call('POST attendances/:id/facts', { params: { id: attendanceId }, body }));
  }

  /** What became of an alert that left the list, asked once and not as a look by a person; null when it is not told. */
  async becameOf(id: string): Promise<AlertDetail | null> {
    try {
      return await asRefresh(() => this.getDetail(id));
    } catch {
      return null;
    }
  }

  /** The newest this screen knows of where an alert stands, from an action on it. */
  latest(id: string): AlertStep | null {
    return this.acted.get(id) ?? null;
  }

  /** A step answers where the alert stands; the page on screen is asked for again before the step counts as done. */
  private async step<T extends AlertStep>(take: () => Promise<T>): Promise<T> {
    this.stepping++;
    try {
      const step = await take();
      this.clock.set(step.now);
      this.acted.set(step.id, step);
      if (step.id === this.shownId()) await this.opened()?.retry();
      return step;
    } finally {
      this.stepping--;
      if (this.staleMeanwhile) this.refreshDetailIfStale();
      // After a refusal too: somebody else has usually changed what is on screen.
      void this.queues.running.refresh();
      if (this.shownView() !== 'running') void this.queues[this.shownView()].refresh();
    }
  }

  private async getQueue(view: AlertView): Promise<AlertQueue> {
    const queue = await this.api.call('GET alerts', { query: { view }, patienceMs: PATIENCE_MS });
    this.clock.set(queue.now);
    this.counts.set(queue.counts);
    this.handover.set(queue.handover);
    return queue;
  }

  private async getDetail(id: string): Promise<AlertDetail> {
    const detail = await this.api.call('GET alerts/:id', { params: { id }, patienceMs: PATIENCE_MS });
    this.clock.set(detail.now);
    return detail;
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
