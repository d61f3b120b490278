import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { Router } from '@angular/router';
import type { ChecklistItem } from '@shared-care/domain/close-checklist';
import { OPEN_ACCESS_VALIDITIES } from '@shared-care/domain/open-access';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { FirstSteps } from '../emergency-plans/first-steps';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { Live } from '../core/live';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { isTyping, Shortcuts } from '../core/shortcuts';
import { AlertActions } from './alert-actions';
import { type AlertCommand, allowed, FIRST_FIELD, type OpenForm } from './alert-commands';
import { AlertForms } from './alert-forms';
import { AlertHeader } from './alert-header';
import { AlertNotes } from './alert-notes';
import { AlertSaid, childOf, nextStepOnScreen } from './alert-said';
import { AlertStore } from './alert-store';
import { AlertStory } from './alert-story';
import { AttendanceFacts } from './attendance-facts';
import { ChildCard } from './child-card';
import { CloseChecklist } from './close-checklist';
import { DeliveryStore } from './delivery-store';
import { firstComer } from './first-comer';
import { Fold } from './fold';
import { nextAction } from './next-action';
import { RingCard } from './ring-card';
import { SeenOnScreen } from './seen-on-screen';

const PHONE = '(max-width: 640px)';

/** One alert on a page of its own, or beside the list where there is room for both. */
@Component({
  selector: 'sc-alert-workspace',
  imports: [
    AlertActions,
    AlertForms,
    AlertHeader,
    AlertNotes,
    AlertStory,
    AttendanceFacts,
    ChildCard,
    CloseChecklist,
    FirstSteps,
    Fold,
    LoadState,
    ProblemNote,
    RingCard,
    SeenOnScreen,
  ],
  host: { class: 'u-block', '(keydown)': 'press($event)' },
  templateUrl: './alert-workspace.html',
  styleUrl: './alert-workspace.scss',
})
export class AlertWorkspace {
  protected readonly store = inject(AlertStore);
  protected readonly deliveries = inject(DeliveryStore);
  protected readonly session = inject(SessionStore);
  private readonly clock = inject(ServerClock);
  private readonly live = inject(Live);
  private readonly router = inject(Router);
  private readonly shortcuts = inject(Shortcuts);
  private readonly said = inject(AlertSaid);
  private readonly injector = inject(Injector);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef);

  /** From the address. */
  readonly id = input.required<string>();

  /** From the list: a call is to be recorded. */
  private readonly callWanted = signal(false);
  /** Whose alert the focus was led to. */
  private begun: string | null = null;
  private readonly forms = viewChild(AlertForms);
  private readonly checklist = viewChild<Fold>('checklist');
  private readonly visitCard = viewChild<Fold>('visitCard');

  protected readonly ownership = new Attempt();
  protected readonly openForm = signal<OpenForm | null>(null);
  protected readonly narrow = signal(false);

  protected readonly alert = computed(() => {
    const detail = this.store.detail();
    return detail?.id === this.id() ? detail : null;
  });
  protected readonly loading = {
    value: (): unknown => this.alert(),
    problem: () => this.store.detailProblem(),
    retry: (): void => this.store.refreshDetail(),
  };
  protected readonly me = computed(() => this.session.user()?.id ?? null);
  protected readonly may = computed(() => allowed(this.alert()!, this.session.user()));
  protected readonly next = computed(() => nextAction(this.alert()!, this.me(), this.clock.now()));
  protected readonly refusal = computed(() => {
    const problem = this.ownership.problem();
    return problem === null ? null : firstComer(problem);
  });
  protected readonly disabledBecause = computed(() =>
    this.live.offline() ? 'Offline: nothing can be saved now.' : null,
  );
  protected readonly settled = computed(() => {
    const lines = this.alert()?.checklist ?? [];
    return `${lines.filter(({ answer }) => answer !== null).length} of ${lines.length} done`;
  });
  protected readonly visit = computed(() => {
    const attendance = this.alert()?.attendance;
    return attendance ? OPEN_ACCESS_VALIDITIES[attendance.openAccess] : '';
  });

  constructor() {
    const media = matchMedia(PHONE);
    const fit = (): void => this.narrow.set(media.matches);
    fit();
    media.addEventListener('change', fit);
    inject(DestroyRef).onDestroy(() => media.removeEventListener('change', fit));
    effect(() => {
      const id = this.id();
      untracked(() => {
        this.store.open(id);
        this.openForm.set(null);
        this.ownership.forget();
        this.begun = null;
        this.callWanted.set(this.router.url.endsWith('#call'));
        this.focus(() => document.getElementById('alert-title'));
      });
    });
    // Heading and form are there once the alert is.
    effect(() => {
      const id = this.alert()?.id ?? null;
      if (id === null || id === this.begun) return;
      this.begun = id;
      untracked(() => {
        if (this.callWanted()) this.show('call');
        else this.focus(() => document.getElementById('alert-title'));
        this.callWanted.set(false);
      });
    });
  }

  protected do(command: AlertCommand): void {
    if (!this.may()[command]) return;
    switch (command) {
      case 'acknowledge':
        void this.acknowledge();
        break;
      case 'hand-back':
        void this.handBack();
        break;
      case 'resume':
        void this.resume();
        break;
      case 'match':
        this.focus(() => this.element.nativeElement.querySelector('sc-child-card [role=combobox]'));
        break;
      default:
        this.show(command);
    }
  }

  private leave(): void {
    void this.router.navigate(['/'], { queryParamsHandling: 'preserve' });
  }

  private async acknowledge(): Promise<void> {
    const alert = this.alert()!;
    const done = await this.own(() => this.store.acknowledge(alert));
    if (done === null) return;
    this.said.done(`You own ${childOf(alert)}`, done, (latest) => this.store.handBack(latest));
    // The next step of an owner is a call.
    this.show('call');
  }

  private async handBack(): Promise<void> {
    const alert = this.alert()!;
    const done = await this.own(() => this.store.handBack(alert));
    if (done !== null)
      this.said.done(`${childOf(alert)} needs an owner again`, done, (latest) => this.store.acknowledge(latest));
  }

  private async resume(): Promise<void> {
    const done = await this.own(() => this.store.resume(this.alert()!));
    if (done !== null) this.said.done('Taken up again', done);
  }

  private async own<T>(action: () => Promise<T>): Promise<T | null> {
    const done = await this.ownership.run(action);
    if (done === null) this.store.refreshDetail();
    focusWhenLost(this.injector, nextStepOnScreen);
    return done;
  }

  protected show(form: OpenForm, field = FIRST_FIELD[form]): void {
    this.openForm.set(form);
    this.focus(() => document.getElementById(field) ?? document.getElementById('form-title'));
  }

  /** A form which was put away gives the focus to the next step, or to the button that opened it. */
  protected hide(): void {
    const opener = `open-${this.openForm()}`;
    // What was put right is seen, with what it was before.
    if (this.openForm() === 'facts') this.visitCard()?.open.set(true);
    this.openForm.set(null);
    this.focus(
      () =>
        document.getElementById(opener) ??
        document.getElementById('more-actions') ??
        document.getElementById('alert-title'),
    );
  }

  /** A number was rung: the call about it is to be recorded, answered or not. */
  protected rang(phone: string): void {
    if (!this.may().call) return;
    if (this.openForm() !== 'call') this.openForm.set('call');
    afterNextRender(() => this.forms()?.useNumber(phone), { injector: this.injector });
  }

  /** Leads from a gap in the checklist to the control which fills it. */
  protected fill(item: ChecklistItem): void {
    if (item === 'advice_recorded') this.show('call', 'liaison-adviceGiven');
    else if (item === 'first_treatment') this.show('treatment');
    else {
      this.checklist()?.open.set(true);
      this.focus(() => document.getElementById(`item-${item}`));
    }
  }

  private focus(find: () => HTMLElement | null): void {
    afterNextRender(() => find()?.focus(), { injector: this.injector });
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      if (this.openForm() === null) this.leave();
      else this.hide();
      return;
    }
    if (isTyping(event.target) || !this.shortcuts.singleKeys() || this.alert() === null) return;
    const command = KEYS[event.key];
    if (command === undefined || !this.may()[command]) return;
    event.preventDefault();
    this.do(command);
  }
}

const KEYS: Readonly<Partial<Record<string, AlertCommand>>> = {
  a: 'acknowledge',
  u: 'hand-back',
  r: 'call',
  t: 'treatment',
  w: 'await',
  c: 'close',
  h: 'hand-over',
};
