import {
  afterNextRender,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { howLongAgo } from '@shared-care/domain/alert-clock';
import { AWAITED, ALERT_OUTCOMES } from '@shared-care/domain/alert-states';
import { TIER_TRIGGERS, TIERS } from '@shared-care/domain/alert-tier';
import { ATTENDANCE_CATEGORIES, TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { ATTENDANCE_STATES, mayBecome } from '@shared-care/domain/attendance-states';
import { BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import type { ChecklistItem } from '@shared-care/domain/close-checklist';
import { mayChangeHands } from '@shared-care/domain/handover';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { DIAGNOSES, INHIBITOR_STATES, SEVERITIES } from '@shared-care/domain/patient-facts';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DueClock } from '@shared-care/ui/due-clock/due-clock';
import { Icon } from '@shared-care/ui/icon/icon';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { Attempt } from '../core/attempt';
import { CardOf } from '../emergency-plans/card-of';
import { Live } from '../core/live';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { isTyping, Shortcuts } from '../core/shortcuts';
import { AlertHistory } from './alert-history';
import { AlertStore } from './alert-store';
import { clockInWords, levelInWords, reasonInWords, riskFlags } from './alert-words';
import { AwaitForm } from './await-form';
import { CloseChecklist } from './close-checklist';
import { CloseForm } from './close-form';
import { ConsultantComments } from './consultant-comments';
import { CorrectForm } from './correct-form';
import { CorrectionNote } from './correction-note';
import { DeliveryList } from './delivery-list';
import { DeliveryStore } from './delivery-store';
import { firstComer } from './first-comer';
import { FactsForm } from './facts-form';
import { FirstTreatmentForm } from './first-treatment-form';
import { FormerFacts } from './former-facts';
import { HandOverForm } from './hand-over-form';
import { LiaisonForm } from './liaison-form';
import { MatchChild } from './match-child';
import { MoveChild } from './move-child';
import { OfferNote } from './offer-note';
import { FIRST_FIELD, isRunning, type OpenForm } from './panel-forms';
import { ReopenForm } from './reopen-form';
import { SeenOnScreen } from './seen-on-screen';
import { LowerTierForm, RaiseTierForm } from './tier-form';
import { UndoMatch } from './undo-match';

/** One alert: beside the list on a wide screen, a page of its own on a narrow one. */
@Component({
  selector: 'sc-alert-panel',
  imports: [
    RouterLink,
    AlertHistory,
    AtTime,
    AwaitForm,
    CardOf,
    CloseChecklist,
    CloseForm,
    ConsultantComments,
    CorrectForm,
    CorrectionNote,
    DeliveryList,
    DueClock,
    FactsForm,
    FirstTreatmentForm,
    FormerFacts,
    HandOverForm,
    Icon,
    IdentityLine,
    LiaisonForm,
    LowerTierForm,
    MatchChild,
    MoveChild,
    OfferNote,
    OnDate,
    OpenAccessChip,
    ProblemNote,
    RaiseTierForm,
    ReopenForm,
    RingNow,
    SeenOnScreen,
    StateChip,
    TierChip,
    UndoMatch,
  ],
  host: { '(keydown)': 'press($event)' },
  templateUrl: './alert-panel.html',
  styleUrl: './alert-panel.scss',
})
export class AlertPanel {
  protected readonly store = inject(AlertStore);
  protected readonly deliveries = inject(DeliveryStore);
  protected readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly live = inject(Live);
  private readonly router = inject(Router);
  private readonly shortcuts = inject(Shortcuts);
  private readonly injector = inject(Injector);

  /** From the address. */
  readonly id = input.required<string>();

  /** From the list: a call is to be recorded. */
  private readonly callWanted = signal(false);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly liaison = viewChild(LiaisonForm);

  protected readonly ownership = new Attempt();
  protected readonly openForm = signal<OpenForm | null>(null);

  protected readonly alert = computed(() => {
    const detail = this.store.detail();
    return detail?.id === this.id() ? detail : null;
  });
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly mine = computed(() => this.alert()?.owner?.id === this.session.user()?.id);
  protected readonly mayWork = computed(() => this.session.may('alert', 'work'));
  protected readonly clockWords = computed(() => {
    const alert = this.alert();
    return alert === null ? { overdue: false, words: '' } : clockInWords(alert, this.clock.now());
  });
  protected readonly wakeIsDue = computed(() => {
    const wakeAt = this.alert()?.awaiting?.wakeAt;
    return wakeAt !== undefined && new Date(wakeAt) <= this.clock.now();
  });
  protected readonly refusal = computed(() => {
    const problem = this.ownership.problem();
    return problem === null ? null : firstComer(problem);
  });
  /** A doctor hands over for an owner who cannot be reached. */
  protected readonly mayHandOver = computed(() => {
    const alert = this.alert();
    if (alert === null || alert.offer !== null || !mayChangeHands(alert.state)) return false;
    return this.session.may('alert', 'hand_over') && (this.mine() || this.session.user()?.role === 'phu_doctor');
  });
  protected readonly mayRaise = computed(() => {
    const alert = this.alert();
    return isRunning(alert) && alert.tier !== 'red' && this.session.may('alert', 'change_tier');
  });
  protected readonly mayLower = computed(() => {
    const alert = this.alert();
    if (alert === null || alert.correction !== null) return false;
    return alert.mayLowerTo.length > 0 && this.session.may('alert', 'change_tier');
  });
  protected readonly mayCorrect = computed(() => {
    const alert = this.alert();
    const state = alert?.attendance?.state;
    if (state === undefined || alert?.correction !== null) return false;
    return mayBecome(state, 'entered_in_error') && this.session.may('attendance', 'correct');
  });
  protected readonly disabledBecause = computed(() =>
    this.live.offline() ? 'Offline: nothing can be saved now.' : null,
  );

  protected readonly running = isRunning;
  protected readonly tiers = TIERS;
  protected readonly triggers = TIER_TRIGGERS;
  protected readonly awaited = AWAITED;
  protected readonly outcomes = ALERT_OUTCOMES;
  protected readonly unitKinds = UNIT_KINDS;
  protected readonly toldBy = TOLD_BY;
  protected readonly accessReasons = BREAK_GLASS_REASONS;
  protected readonly states = ATTENDANCE_STATES;
  protected readonly categories = ATTENDANCE_CATEGORIES;
  protected readonly diagnoses = DIAGNOSES;
  protected readonly severities = SEVERITIES;
  protected readonly inhibitors = INHIBITOR_STATES;
  protected readonly flags = riskFlags;
  protected readonly reason = reasonInWords;
  protected readonly level = levelInWords;

  constructor() {
    effect(() => {
      const id = this.id();
      untracked(() => {
        this.store.open(id);
        this.openForm.set(null);
        if (this.router.url.endsWith('#call')) this.callWanted.set(true);
        else afterNextRender(() => this.heading().nativeElement.focus(), { injector: this.injector });
      });
    });
    // The form is there once the alert is.
    effect(() => {
      if (!this.callWanted() || this.alert() === null) return;
      this.callWanted.set(false);
      this.recordCall();
    });
  }

  protected readonly ago = (instant: string): string => howLongAgo(this.clock.now(), new Date(instant));
  protected readonly time = (instant: string): string => londonTime(new Date(instant));

  protected allows(action: 'acknowledge' | 'hand_back' | 'await' | 'resume' | 'close' | 'reopen'): boolean {
    const allowed = this.alert()?.allowedActions.includes(action) ?? false;
    // What is done with an alert is its owner's to decide; taking or re-opening one makes an owner.
    return allowed && this.mayWork() && (action === 'acknowledge' || action === 'reopen' || this.mine());
  }

  protected readonly handOver = (typed: { to: string; reason: string }): Promise<unknown> => {
    const { id, version } = this.alert()!;
    return this.store.offer(id, { ...typed, version });
  };

  protected leave(): void {
    void this.router.navigate(['/'], { queryParamsHandling: 'preserve' });
  }

  protected async acknowledge(): Promise<void> {
    const alert = this.alert();
    if (alert === null || !this.allows('acknowledge')) return;
    if (await this.own(() => this.store.acknowledge(alert))) this.recordCall();
  }

  protected async handBack(): Promise<void> {
    const alert = this.alert();
    if (alert !== null && this.allows('hand_back')) await this.own(() => this.store.handBack(alert));
  }

  protected async resume(): Promise<void> {
    const alert = this.alert();
    if (alert !== null) await this.own(() => this.store.resume(alert));
  }

  private async own(action: () => Promise<unknown>): Promise<boolean> {
    const done = (await this.ownership.run(action)) !== null;
    if (!done) this.store.refreshDetail();
    focusWhenLost(this.injector, () => document.getElementById('owner-title'));
    return done;
  }

  protected show(form: OpenForm): void {
    this.openForm.set(form);
    afterNextRender(() => document.getElementById(FIRST_FIELD[form])?.focus(), { injector: this.injector });
  }

  /** A form which was put away gives the focus back to the button that opened it. */
  protected hide(): void {
    const opener = `open-${this.openForm()}`;
    this.openForm.set(null);
    const focus = (): void => (document.getElementById(opener) ?? this.heading().nativeElement).focus();
    afterNextRender(focus, { injector: this.injector });
  }

  protected recordCall(): void {
    afterNextRender(() => this.liaison()?.focus('withRole'), { injector: this.injector });
  }

  protected useNumber(phone: string): void {
    this.liaison()?.useNumber(phone);
  }

  /** Leads from a gap in the checklist to the control which fills it. */
  protected fill(item: ChecklistItem): void {
    if (item === 'advice_recorded') this.liaison()?.focus('adviceGiven');
    else document.getElementById(item === 'first_treatment' ? 'first-treatment' : `item-${item}`)?.focus();
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.openForm() === null) this.leave();
      else this.hide();
      return;
    }
    if (isTyping(event.target) || !this.shortcuts.singleKeys()) return;
    if (event.key === 'a') void this.acknowledge();
    else if (event.key === 'u') void this.handBack();
    else if (event.key === 'r') this.recordCall();
    else if (event.key === 'w' && this.allows('await')) this.show('await');
    else if (event.key === 'c' && this.allows('close')) this.show('close');
    else if (event.key === 'h' && this.mayHandOver()) this.show('hand-over');
    else return;
    event.preventDefault();
  }
}
