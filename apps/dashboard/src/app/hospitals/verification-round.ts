import {
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { CheckedContact, ContactToVerify } from '@shared-care/contracts/contacts/answers';
import type { CheckContact } from '@shared-care/contracts/contacts/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { CONTACT_PURPOSES, HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { ContactHealth } from '@shared-care/ui/contact-health/contact-health';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { Phone } from '@shared-care/ui/phone/phone';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { isTyping, Shortcuts } from '../core/shortcuts';
import { ContactChangeCard } from './contact-change-card';
import { ContactForm } from './contact-form';
import { ContactTouchesLine } from './contact-touches';

type Outcome = CheckContact['outcome'] | 'proposed' | 'skipped';

const SAID: Readonly<Record<Outcome, string>> = {
  correct: 'correct',
  no_answer: 'no answer',
  wrong_number: 'wrong number',
  proposed: 'a change proposed',
  skipped: 'skipped',
};

interface Answered {
  place: number;
  outcome: Outcome;
  checked: CheckedContact | null;
}

/** Rings through the doubtful numbers, one at a time: a key for each answer, the next number at once. */
@Component({
  selector: 'sc-verification-round',
  imports: [
    MatButton,
    ContactTouchesLine,
    ContactChangeCard,
    ContactForm,
    ContactHealth,
    EmptyState,
    Phone,
    LoadState,
    ProblemNote,
    RouterLink,
  ],
  host: { class: 'u-block u-w-m', '(document:keydown)': 'press($event)' },
  templateUrl: './verification-round.html',
  styleUrl: './verification-round.scss',
})
export class VerificationRoundPage {
  /** Only the contacts of this hospital. */
  readonly hospital = input<string>();

  private readonly api = inject(Api);
  private readonly shortcuts = inject(Shortcuts);
  private readonly injector = inject(Injector);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');
  private readonly clock = inject(ServerClock);

  protected readonly fetched = fetchedNow(() => this.api.call('GET contacts/to-verify'));
  protected readonly attempt = new Attempt();
  /** The list as it was when the round began: an answered number does not fall out of it, so the count stays true. */
  protected readonly list = linkedSignal<ContactToVerify[]>(() => {
    const [all, only] = [this.fetched.value()?.contacts ?? [], this.hospital()];
    return only ? all.filter(({ hospital }) => hospital.id === only) : all;
  });
  protected readonly place = signal(0);
  protected readonly current = computed(() => this.list()[this.place()] ?? null);
  protected readonly answers = signal<readonly Answered[]>([]);
  protected readonly editing = signal(false);
  protected readonly said = signal('');
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly summary = computed(() =>
    (Object.keys(SAID) as Outcome[])
      .map((outcome) => ({ outcome, count: this.answers().filter((answer) => answer.outcome === outcome).length }))
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => `${count} ${SAID[outcome]}`)
      .join(', '),
  );
  protected readonly purposes = CONTACT_PURPOSES;
  protected readonly hours = HOURS_BANDS;
  private sending: { key: string; id: string } | null = null;

  protected press(event: KeyboardEvent): void {
    const busy = event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat;
    if (busy || isTyping(event.target) || !this.shortcuts.singleKeys() || this.editing()) return;
    const verb = {
      c: () => this.answer('correct'),
      e: () => this.edit(),
      n: () => this.answer('no_answer'),
      w: () => this.answer('wrong_number'),
      s: () => this.skip(),
      u: () => this.undo(),
    }[event.key.toLowerCase()];
    if (!verb) return;
    event.preventDefault();
    void verb();
  }

  protected async answer(outcome: CheckContact['outcome']): Promise<void> {
    const current = this.current();
    if (current === null || this.attempt.busy()) return;
    // The same answer sent again after a lost connection carries the same id, so that it counts once.
    const key = `${current.contact.id} ${outcome}`;
    if (this.sending?.key !== key) this.sending = { key, id: crypto.randomUUID() };
    const { id } = this.sending;
    const checked = await this.attempt.run(() =>
      this.api.call('POST contacts/:id/checks', {
        params: { id: current.contact.id },
        body: { id, version: current.contact.version, outcome },
      }),
    );
    if (checked === null) {
      if (this.attempt.problem()?.code === 'conflict') await this.lookAgain(current);
      return;
    }
    this.sending = null;
    this.go(outcome, checked);
  }

  protected edit(): void {
    if (this.current() !== null && this.current()?.waiting === null) this.editing.set(true);
  }

  protected skip(): void {
    if (this.current() !== null && !this.attempt.busy()) this.go('skipped', null);
  }

  protected proposed(): void {
    this.editing.set(false);
    this.go('proposed', null);
  }

  /** Back to the number answered last, and its answer taken back. */
  protected async undo(): Promise<void> {
    const last = this.answers().at(-1);
    if (!last || this.attempt.busy()) return;
    const { checked } = last;
    if (checked !== null) {
      const undone = await this.attempt.run(() =>
        this.api.call('POST contact-checks/:id/undo', {
          params: { id: checked.checkId },
          body: { version: checked.contact.version },
        }),
      );
      if (undone === null) return;
    }
    this.answers.update((answers) => answers.slice(0, -1));
    this.place.set(last.place);
    this.say(`Back to ${this.current()?.contact.label ?? ''}${checked === null ? '.' : ': the answer is taken back.'}`);
  }

  /** Somebody changed this contact meanwhile: it is shown as it is now, and the others keep their places. */
  protected async lookAgain(old: ContactToVerify): Promise<void> {
    const page = await this.attempt.run(() => this.api.call('GET hospitals/:id', { params: { id: old.hospital.id } }));
    const contact = page?.contacts.find(({ id }) => id === old.contact.id);
    if (page === null) return;
    if (!contact) return this.go('skipped', null);
    const waiting =
      page.changes.find(({ contactId, state }) => contactId === contact.id && state === 'waiting') ?? null;
    this.list.update((list) => list.map((each) => (each === old ? { ...each, contact, waiting } : each)));
    this.said.set(`This contact changed meanwhile. It is shown as it is now.`);
  }

  private go(outcome: Outcome, checked: CheckedContact | null): void {
    const { contact, hospital } = this.current()!;
    this.answers.update((answers) => [...answers, { place: this.place(), outcome, checked }]);
    this.place.update((place) => place + 1);
    this.say(`${contact.label}, ${hospital.name}: ${SAID[outcome]}.`);
  }

  private say(words: string): void {
    this.attempt.forget();
    this.said.set(words);
    focusWhenLost(this.injector, () => this.heading().nativeElement);
  }
}
