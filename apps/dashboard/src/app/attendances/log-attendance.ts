import {
  ApplicationRef,
  Component,
  ElementRef,
  Injector,
  afterNextRender,
  booleanAttribute,
  computed,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { FormField, form, validateTree } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { AttendanceDraftSummary, AttendancePreview } from '@shared-care/contracts/attendances/answers';
import type { PatientMatch, SharedCareLink } from '@shared-care/contracts/patients/answers';
import {
  ATTENDANCE_REASONS,
  BLEED_SITES,
  REASONS_WITH_SITE,
  TOLD_BY,
  UNIT_KINDS,
  type AttendanceReason,
} from '@shared-care/domain/attendance-reasons';
import { isBleeding } from '@shared-care/domain/alert-tier';
import { londonDate, londonTime, shortDate } from '@shared-care/domain/london-time';
import { CENTRAL_LINES, INHIBITOR_STATES } from '@shared-care/domain/patient-facts';
import { formalName } from '@shared-care/domain/patient-name';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { steady } from '@shared-care/ui/field/steady';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { Allergies } from '@shared-care/ui/patient-banner/allergies';
import { diagnosisWords } from '@shared-care/ui/patient-banner/diagnosis-words';
import { TreatmentFlags } from '@shared-care/ui/treatments/treatment-flags';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { PatientStore, matchFromPage } from '../patients/patient-store';
import { QuickLog } from './quick-log';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { AlertPreview } from './alert-preview';
import { readBack } from '../forms/dates';
import { NOTHING_SAID_BACK } from '../patients/identifiers';
import {
  arrivedLongAgo,
  blankDraft,
  problemsOf,
  toPreview,
  toRequest,
  type AttendanceDraft,
  type DraftProblem,
} from './attendance-draft';
import { AttendanceLogged } from './attendance-logged';
import { AttendanceSender } from './attendance-sender';
import { DraftKeeper } from './draft-keeper';
import { HospitalPicker } from '../hospitals/hospital-picker';
import { NumberedChoices } from '@shared-care/ui/numbered-choices/numbered-choices';
import { SaidBack } from '../patients/said-back';
import { TimeAndDate } from './time-and-date';
import { UnfinishedLogs } from './unfinished-logs';
import { UnitNumber } from '../core/unit-number';
import { UnlistedHospitalFields, type TypedHospital } from '../hospitals/unlisted-hospital';

const PREVIEW_DEBOUNCE_MS = 300;

function options<T extends string>(list: Record<T, string>): { value: T; words: string }[] {
  return (Object.entries(list) as [T, string][]).map(([value, words]) => ({ value, words }));
}

/** Quick log: from the ring of the telephone to a raised alert in under 20 seconds, by keyboard alone. */
@Component({
  selector: 'sc-log-attendance',
  imports: [
    MatButton,
    AlertPreview,
    Allergies,
    AtTime,
    AttendanceLogged,
    FormField,
    HospitalPicker,
    Icon,
    IdentityLine,
    NhsNumber,
    NumberedChoices,
    OnDate,
    PatientSearch,
    ProblemNote,
    SaidBack,
    TimeAndDate,
    UnfinishedLogs,
    UnitNumber,
    TreatmentFlags,
    UnlistedHospitalFields,
  ],
  providers: [AttendanceSender, DraftKeeper],
  templateUrl: './log-attendance.html',
  styleUrl: './log-attendance.scss',
  host: { class: 'u-block', '(keydown)': 'press($event)' },
})
export class LogAttendance {
  /** Internal id of the patient it was opened for. */
  readonly patientId = input<string | null>(null);
  /** A call of the night that nobody typed at the time. */
  readonly foundLater = input(false);
  readonly inSheet = input(false, { transform: booleanAttribute });
  readonly closed = output();

  private readonly api = inject(Api);
  protected readonly sender = inject(AttendanceSender);
  protected readonly patients = inject(PatientStore);
  protected readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  protected readonly drafts = inject(DraftKeeper);
  private readonly quickLog = inject(QuickLog);
  private readonly app = inject(ApplicationRef);
  private readonly injector = inject(Injector);
  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);
  private readonly searchBox = viewChild(PatientSearch);

  protected readonly reasons = options(ATTENDANCE_REASONS);
  protected readonly sites = options(BLEED_SITES);
  protected readonly tellers = options(TOLD_BY);
  protected readonly unitKinds = options(UNIT_KINDS);
  protected readonly inhibitors = INHIBITOR_STATES;
  protected readonly centralLines = CENTRAL_LINES;
  protected readonly diagnosis = diagnosisWords;
  protected readonly readBack = readBack;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly arrivals = computed(() => [
    { value: 'now' as const, words: `Now, ${londonTime(this.clock.now())}` },
    { value: 'minutes' as const, words: 'Minutes ago' },
    { value: 'time' as const, words: 'At a time' },
  ]);

  protected readonly draft = signal<AttendanceDraft>(this.blank());
  protected readonly sheet = form(this.draft, (path) => {
    validateTree(path, ({ value, fieldTree }) =>
      problemsOf(value(), this.clock.now()).map(({ field, message }) => ({
        kind: 'sheet',
        message,
        fieldTree: fieldTree[field],
      })),
    );
  });
  protected readonly problems = computed(() => problemsOf(this.draft(), this.clock.now()));
  /** Those of fields that were left. */
  private readonly said = steady(() => this.problems().filter(({ field }) => this.sheet[field]().touched()));

  protected readonly chosen = signal<PatientMatch | null>(null);
  private readonly links = signal<SharedCareLink[]>([]);
  /** The summary stays from the first attempt to save until the sheet is right. */
  protected readonly attempted = signal(false);
  protected readonly restored = signal(false);
  protected readonly asksToDiscard = signal(false);
  protected readonly copied = signal('');
  protected readonly preview = signal<AttendancePreview | null>(null);
  protected readonly previewFailed = signal(false);
  protected readonly separate = signal(false);

  private previewAsked = 0;

  /** The child's hospitals, the usual one first. */
  protected readonly ownHospitals = computed(() => {
    const usual = this.chosen()?.usualHospital;
    const running = this.links().filter((link) => link.current);
    const all = [...(usual ? [usual] : []), ...running.map((link) => link.hospital)];
    return all.filter((hospital, index) => all.findIndex((other) => other.id === hospital.id) === index);
  });
  protected readonly longAgo = computed(() => arrivedLongAgo(this.draft(), this.clock.now()));
  protected readonly asksForSite = computed(() => {
    const reason = this.draft().reason;
    return reason !== '' && REASONS_WITH_SITE.includes(reason);
  });
  /** H11: of a child who may be bleeding. Nobody has to answer. */
  protected readonly asksForAdvice = computed(() => {
    const { reason, bleedSite } = this.draft();
    return reason !== '' && isBleeding({ reason, site: bleedSite === '' ? null : bleedSite });
  });
  protected readonly adviceAnswers = [
    { value: 'yes' as const, words: 'Yes' },
    { value: 'no' as const, words: 'No' },
    { value: '' as const, words: 'Not asked' },
  ];
  /** Who it is for, as the saved page and the copied text name the child. */
  protected readonly who = computed(() => {
    const patient = this.chosen()?.patient;
    return patient && !this.draft().withoutMatch
      ? `${formalName(patient)}, born ${shortDate(patient.birthDate)}`
      : `${this.draft().name.trim()}, not matched to a patient`;
  });
  protected readonly unlistedTyped = computed((): TypedHospital => {
    const { unlistedKind, unlistedName, unlistedPlace, unlistedPhone } = this.draft();
    return { kind: unlistedKind, name: unlistedName, place: unlistedPlace, phone: unlistedPhone };
  });
  private readonly previewRequest = computed(() => JSON.stringify(toPreview(this.draft(), this.today())));
  protected readonly touched = computed(
    () => this.chosen() !== null || this.draft().withoutMatch || this.sheet().dirty(),
  );

  constructor() {
    // Inputs are set before the first render and not in the constructor.
    afterNextRender(() => void this.begin());

    effect((onCleanup) => {
      const request = this.previewRequest();
      const asked = ++this.previewAsked;
      if (request === 'null') {
        this.preview.set(null);
        return;
      }
      const timer = setTimeout(() => void this.askPreview(asked), PREVIEW_DEBOUNCE_MS);
      onCleanup(() => clearTimeout(timer));
    });

    // A site belongs to the reason it was asked for.
    effect(() => {
      if (!this.asksForSite() && untracked(this.draft).bleedSite !== '') this.patch({ bleedSite: '' });
    });

    effect(() => {
      if (this.sender.unanswered()) this.focusSoon('.not-saved');
    });
    effect(() => {
      if (this.sender.refusal() !== null) this.focusSoon('.refusal');
    });

    effect(() => {
      const sheet = this.draft();
      if (this.sender.state() === 'saved') this.drafts.done();
      else if (this.touched()) this.drafts.keep({ id: this.sender.key, sheet, sent: this.sender.sent });
    });
  }

  /** The sheet was asked for while it is open: what is half typed stays, and gets the focus. */
  askedAgain(): void {
    if (this.sender.state() === 'saved') this.logAnother();
    if (!this.touched()) void this.begin();
    else this.focusSoon('sc-said-back input, #sheet-name, sc-patient-search input, .not-saved', true);
  }

  private async begin(): Promise<void> {
    if (this.foundLater()) this.patch({ foundLater: true });
    const id = this.patientId();
    if (id === null) return this.searchByWhatWasTyped();
    try {
      const page = await this.api.call('GET patients/:id', { params: { id } });
      this.links.set(page.links);
      const match = matchFromPage(page);
      // Only the search knows whether another child has a similar name.
      const { matches } = await this.patients.search(`${match.patient.familyName} ${match.patient.givenName}`);
      // Keys pressed before the child's identifiers were on the screen answer nothing.
      this.quickLog.takeTyped();
      this.pick(matches.find((other) => other.patient.id === id) ?? match);
    } catch {
      this.searchByWhatWasTyped();
    }
  }

  private searchByWhatWasTyped(): void {
    this.searchBox()?.takeOver(this.quickLog.takeTyped());
  }

  /** Takes up a sheet begun before, here or elsewhere, under its own key. */
  protected takeUp({ id, sheet, sent, child }: AttendanceDraftSummary): void {
    // A child who is no longer theirs to see is not chosen any more.
    this.draft.set(child === null ? { ...sheet, patientId: '', saidBack: NOTHING_SAID_BACK } : sheet);
    this.chosen.set(child);
    this.restored.set(true);
    this.focusSoon('.save button');
    if (child) void this.loadLinks(child.patient.id);
    this.sender.resume(id, sent);
  }

  protected pick(match: PatientMatch): void {
    this.chosen.set(match);
    this.separate.set(false);
    this.patch({
      patientId: match.patient.id,
      withoutMatch: false,
      similarNameSettled: !match.similarName,
      saidBack: NOTHING_SAID_BACK,
      // A link consultant tells of what happens at their own hospital.
      hospitalId: this.session.user()?.hospitalId ?? match.usualHospital?.id ?? this.draft().hospitalId,
    });
    void this.loadLinks(match.patient.id);
    this.focusSoon(match.similarName ? '#sheet-similar' : 'sc-said-back input');
  }

  protected changePatient(): void {
    this.chosen.set(null);
    this.links.set([]);
    this.patch({ patientId: '', withoutMatch: false, similarNameSettled: true, saidBack: NOTHING_SAID_BACK });
    this.focusSoon('sc-patient-search input');
  }

  protected logWithoutMatch(typed = ''): void {
    this.chosen.set(null);
    const looksLikeName = /^[^\d]+$/.test(typed);
    const hospitalId = this.session.user()?.hospitalId ?? this.draft().hospitalId;
    this.patch({ withoutMatch: true, patientId: '', name: looksLikeName ? typed : '', hospitalId });
    this.focusSoon('#sheet-name');
  }

  /** The hospital is in no list: it is written down, and alerts all the same. */
  protected writeHospital(typed: string): void {
    this.patch({ unlisted: true, hospitalId: '', unlistedName: typed });
    this.focusSoon('#sheet-unlisted-name');
  }

  protected setUnlisted({ kind, name, place, phone }: TypedHospital): void {
    this.patch({ unlistedKind: kind, unlistedName: name, unlistedPlace: place, unlistedPhone: phone });
  }

  protected chooseListed(): void {
    this.patch({ unlisted: false, unlistedKind: '', unlistedName: '', unlistedPlace: '', unlistedPhone: '' });
    this.focusSoon('sc-hospital-picker mat-select');
  }

  protected problemAt(field: keyof AttendanceDraft): string | undefined {
    return this.problems().find((problem) => problem.field === field)?.message;
  }

  protected leadOnToReason(): void {
    if (this.draft().reason === '') this.sheet.reason().focusBoundControl();
  }

  protected leadOnFromReason(reason: AttendanceReason): void {
    // A head injury needs no second question; for the other reasons the site decides between red and amber.
    if (REASONS_WITH_SITE.includes(reason) && reason !== 'head_injury') {
      this.focusSoon('.site input');
      // Drawn before this press ends: the next digit would else be taken for another reason.
      this.app.tick();
    } else this.leadOnToTeller();
  }

  protected leadOnToTeller(): void {
    if (this.draft().toldBy === '') this.sheet.toldBy().focusBoundControl();
  }

  protected error(field: keyof AttendanceDraft): string | null {
    return this.said().find((problem) => problem.field === field)?.message ?? null;
  }

  protected goTo(problem: DraftProblem, event: Event): void {
    event.preventDefault();
    if (problem.field === 'patientId') {
      this.searchBox()?.focus();
      return;
    }
    if (problem.field.startsWith('unlisted')) {
      this.focusSoon(`#sheet-unlisted-${problem.field.slice('unlisted'.length).toLowerCase()}`);
      return;
    }
    this.openFolded(problem.field);
    this.sheet[problem.field]().focusBoundControl();
  }

  protected press(event: KeyboardEvent): void {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (this.sender.state() === 'typing') void this.save();
      else if (this.sender.state() === 'retrying') void this.sender.attempt();
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      this.cancel();
    }
  }

  /** Asks only if something was typed. */
  protected cancel(): void {
    if (this.sender.state() === 'saved' || !this.touched()) this.closed.emit();
    else {
      this.asksToDiscard.set(true);
      this.focusSoon('.discard button');
    }
  }

  protected discard(): void {
    void this.drafts.discard(this.sender.key);
    this.closed.emit();
  }

  protected keepWriting(): void {
    this.asksToDiscard.set(false);
    this.focusSoon('sc-patient-search input, sc-said-back input, #sheet-name');
  }

  protected async save(): Promise<void> {
    this.attempted.set(true);
    this.sheet().markAsTouched();
    if (this.problems().length > 0) {
      this.focusSoon('.summary');
      return;
    }
    // Fixed now: every further attempt sends these very words.
    await this.sender.send(toRequest(this.draft(), this.clock.read()));
  }

  protected stopTrying(): void {
    this.sender.stopTrying();
    this.focusSoon('sc-said-back input, #sheet-name');
  }

  protected async copyAsText(): Promise<void> {
    const draft = this.draft();
    const lines = [
      'Attendance, not saved yet',
      this.who(),
      `Hospital: ${draft.unlisted ? `${draft.unlistedName}, not listed` : (this.ownHospitals().find((own) => own.id === draft.hospitalId)?.name ?? 'see the sheet')}`,
      `Reason: ${draft.reason === '' ? 'not chosen' : ATTENDANCE_REASONS[draft.reason]}`,
      `Arrived: ${this.sender.sent?.arrivedAt ? londonTime(new Date(this.sender.sent.arrivedAt)) : 'see the sheet'}`,
      `Told by: ${draft.toldBy === '' ? 'not chosen' : TOLD_BY[draft.toldBy]}`,
      draft.callBack === '' ? '' : `Call back: ${draft.callBack}`,
      draft.note,
    ];
    try {
      await navigator.clipboard.writeText(lines.filter((line) => line !== '').join('\n'));
      this.copied.set('Copied.');
    } catch {
      this.copied.set('Not copied. Write it down.');
    }
  }

  protected logAnother(): void {
    this.draft.set(this.blank());
    this.sheet().reset();
    this.sender.startOver();
    this.chosen.set(null);
    this.links.set([]);
    this.preview.set(null);
    this.attempted.set(false);
    this.restored.set(false);
    this.separate.set(false);
    this.focusSoon('sc-patient-search input');
  }

  private async askPreview(asked: number): Promise<void> {
    const request = toPreview(this.draft(), this.today());
    if (request === null) return;
    try {
      const preview = await this.api.call('POST attendances/preview', { body: request });
      if (asked !== this.previewAsked) return;
      this.preview.set(preview);
      this.previewFailed.set(false);
    } catch {
      if (asked !== this.previewAsked) return;
      // An old line about other facts would be worse than none.
      this.preview.set(null);
      this.previewFailed.set(true);
    }
  }

  private async loadLinks(id: string): Promise<void> {
    try {
      const page = await this.api.call('GET patients/:id', { params: { id } });
      if (this.chosen()?.patient.id === id) this.links.set(page.links);
    } catch {
      // The usual hospital is known from the search; the network is in the list all the same.
      this.links.set([]);
    }
  }

  private patch(change: Partial<AttendanceDraft>): void {
    this.draft.update((draft) => ({ ...draft, ...change }));
  }

  private openFolded(field: keyof AttendanceDraft): void {
    if (['note', 'reportedTime', 'callBack', 'product', 'treatedTime'].includes(field)) {
      this.element.nativeElement.querySelector('details')?.setAttribute('open', '');
    }
  }

  private focusSoon(selector: string, withTyped = false): void {
    afterNextRender(
      () => {
        const target = this.element.nativeElement.querySelector<HTMLElement>(selector);
        const typed = withTyped ? this.quickLog.takeTyped() : '';
        target?.focus();
        if (typed !== '' && target instanceof HTMLInputElement && target.type === 'text') {
          target.value += typed;
          target.dispatchEvent(new Event('input', { bubbles: true }));
        }
        target?.scrollIntoView({ block: 'nearest' });
      },
      { injector: this.injector },
    );
  }

  /** A link consultant tells of their own hospital, and themselves. */
  private blank(): AttendanceDraft {
    const user = this.session.user();
    const own = user?.role === 'link_consultant' ? { hospitalId: user.hospitalId ?? '', toldBy: user.role } : {};
    return { ...blankDraft(londonDate(this.clock.read())), ...own };
  }
}
