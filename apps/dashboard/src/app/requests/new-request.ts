import {
  afterNextRender,
  Component,
  computed,
  effect,
  type ElementRef,
  inject,
  Injector,
  input,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import { OpenRequest, REQUEST_SOURCES, type RequestSource } from '@shared-care/contracts/requests/shapes';
import { guessRequest } from '@shared-care/domain/guess-request';
import { londonDate } from '@shared-care/domain/london-time';
import { datesIn, wordsOfABleed } from '@shared-care/domain/read-request';
import { OPENED_BY_HAND, REQUEST_TYPES, type RequestType } from '@shared-care/domain/request-states';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { Field } from '@shared-care/ui/field/field';
import { steady } from '@shared-care/ui/field/steady';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { QuickLog } from '../attendances/quick-log';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, instantOf, orNull, send, typedTime } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';
import { matchFromPage, PatientStore } from '../patients/patient-store';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { type BleedAnswer, TextReading } from './text-reading';

interface Draft {
  patientId: string;
  type: RequestType | '';
  source: RequestSource;
  receivedAt: string;
  neededBy: string;
  details: string;
  takeIt: boolean;
}

/** Files a request in a few keys: paste the email, pick the child, confirm what it asks for. */
@Component({
  selector: 'sc-new-request',
  host: { class: 'u-block u-w-m' },
  imports: [
    MatButton,
    DayAndTime,
    DayBox,
    ErrorShown,
    Field,
    FieldError,
    FormField,
    IdentityLine,
    PatientSearch,
    ProblemNote,
    SelectBox,
    TextReading,
  ],
  templateUrl: './new-request.html',
})
export class NewRequest {
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  private readonly clock = inject(ServerClock);
  protected readonly patients = inject(PatientStore);
  protected readonly session = inject(SessionStore);
  private readonly quickLog = inject(QuickLog);
  private readonly injector = inject(Injector);
  private readonly search = viewChild(PatientSearch);
  private readonly text = viewChild.required<ElementRef<HTMLTextAreaElement>>('text');

  /** An internal id from the record a person came from. */
  readonly patient = input<string>();

  private readonly key = crypto.randomUUID();
  protected readonly child = signal<PatientMatch | null>(null);
  protected readonly draft = signal<Draft>({
    patientId: '',
    type: '',
    source: 'email',
    receivedAt: typedTime(this.clock.read()),
    neededBy: '',
    details: '',
    takeIt: false,
  });
  protected readonly asking = form(this.draft, (path) => checkedBy(path, OpenRequest, (draft) => this.toWire(draft)));
  protected readonly unchosen = steady(() => this.asking.patientId().touched() && this.asking.patientId().invalid());
  protected readonly attempt = new Attempt();
  /** What the pasted text seems to ask for: offered, never taken without a person. */
  protected readonly guess = computed(() => guessRequest(this.draft().details));
  protected readonly offersGuess = computed(
    () => this.draft().details.trim().length > 10 && this.draft().type === '' && this.guess().type !== 'general',
  );
  /** Days to come that the text names, counted from the day it was received. */
  protected readonly days = computed(() => {
    const received = instantOf(this.draft().receivedAt);
    const at = received === null ? new Date(NaN) : new Date(received);
    const from = Number.isNaN(at.getTime()) ? this.today() : londonDate(at);
    return datesIn(this.draft().details, from).filter(({ date }) => date >= this.today());
  });
  protected readonly bleeds = computed(() => wordsOfABleed(this.draft().details));
  /** What a person said to the words of a bleed. Other words are another question. */
  private readonly said = signal<{ to: string; answer: BleedAnswer } | null>(null);
  protected readonly bleedAnswer = computed(() => {
    const said = this.said();
    return said !== null && said.to === this.bleeds().join('\n') ? said.answer : null;
  });
  private readonly attempted = signal(false);
  private readonly unanswered = computed(() => this.bleeds().length > 0 && this.bleedAnswer() === null);
  protected readonly answerMissing = computed(() => this.attempted() && this.unanswered());
  protected readonly neededOn = computed(() => orNull(this.draft().neededBy));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly types = OPENED_BY_HAND.map((type) => [type, REQUEST_TYPES[type]] as const);
  protected readonly sources = Object.entries(REQUEST_SOURCES).filter(([source]) => source !== 'programme');
  protected readonly typeWords = REQUEST_TYPES;
  /** A child whose NHS number stands in the text, offered to pick. */
  protected readonly named = signal<PatientMatch | null>(null);

  constructor() {
    afterNextRender(() => this.text().nativeElement.focus());
    effect(() => {
      const id = this.patient();
      if (id) untracked(() => void this.takeFromRecord(id));
    });
    effect(() => {
      const number = this.guess().nhsNumber;
      untracked(() => void this.lookUp(number));
    });
  }

  protected pick(match: PatientMatch): void {
    this.child.set(match);
    this.asking.patientId().value.set(match.patient.id);
    // The box that had the focus is gone; what it is comes next.
    this.focusNext('request-guess', 'request-type');
  }

  protected another(): void {
    this.child.set(null);
    this.asking.patientId().value.set('');
    afterNextRender(() => this.search()?.focus(), { injector: this.injector });
  }

  protected takeGuess(): void {
    this.asking.type().value.set(this.guess().type);
    this.focusNext('request-source');
  }

  protected needed(date: string): void {
    this.asking.neededBy().value.set(date);
  }

  protected answerBleed(answer: BleedAnswer | null): void {
    this.said.set(answer === null ? null : { to: this.bleeds().join('\n'), answer });
    if (answer !== 'attendance') return this.focusNext('request-bleed');
    const id = this.child()?.patient.id ?? this.named()?.patient.id ?? null;
    // On a phone the log is a page: beside this one, so that nothing typed here is lost.
    if (matchMedia('(max-width: 640px)').matches)
      window.open(`/attendances/new${id === null ? '' : `?patient=${id}`}`, '_blank');
    else this.quickLog.show(id);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.attempted.set(true);
    if (this.unanswered()) return this.focusNext('request-bleed');
    const wire = this.toWire(this.draft());
    const detail = await send(this.asking, this.attempt, () =>
      this.clock.heard(this.api.call('POST requests', { body: wire as OpenRequest, key: this.key })),
    );
    if (detail === null) return focusFirstError(this.asking);
    await this.router.navigate(['/requests', detail.id]);
  }

  private focusNext(...ids: string[]): void {
    afterNextRender(
      () =>
        ids
          .map((id) => document.getElementById(id))
          .find((element) => element !== null)
          ?.focus(),
      { injector: this.injector },
    );
  }

  private async takeFromRecord(id: string): Promise<void> {
    const page = await this.attempt.run(() => this.api.call('GET patients/:id', { params: { id } }));
    if (page) this.pick(matchFromPage(page));
  }

  private async lookUp(nhsNumber: string | null): Promise<void> {
    this.named.set(null);
    if (nhsNumber === null) return;
    const answer = await this.patients.search(nhsNumber, 1).catch(() => null);
    if (this.guess().nhsNumber === nhsNumber) this.named.set(answer?.matches[0] ?? null);
  }

  private toWire(draft: Draft) {
    return {
      ...draft,
      receivedAt: instantOf(draft.receivedAt),
      neededBy: orNull(draft.neededBy),
      details: orNull(this.withAnswer(draft.details)),
    };
  }

  /** The owner of the request sees that it was asked, and what was said. */
  private withAnswer(details: string): string {
    const answer = this.bleedAnswer();
    if (answer === null) return details;
    const words = this.bleeds()
      .map((bleed) => `“${bleed}”`)
      .join(', ');
    return `${details.trimEnd()}\n\nAsked about ${words}: ${answer === 'attendance' ? 'logged as an attendance' : 'not an attendance'}.`;
  }
}
