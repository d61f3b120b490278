import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type {
  CheckedContact,
  ContactHistoryLine,
  ListedContact,
  ListedContactChange,
} from '@shared-care/contracts/contacts/answers';
import type { CheckContact } from '@shared-care/contracts/contacts/shapes';
import type { HospitalPage, HospitalUnit } from '@shared-care/contracts/hospitals/answers';
import { CHECK_OUTCOMES } from '@shared-care/domain/contact-health';
import { CONTACT_PURPOSES, HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ContactHealth } from '@shared-care/ui/contact-health/contact-health';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';
import { ContactChangeCard } from './contact-change-card';
import { ContactForm } from './contact-form';
import { historyWords } from './contact-words';
import { ContactTouchesLine } from './contact-touches';
import { StaleOwner } from './stale-owner';

/** One number of a hospital: to ring, how far to trust it, what was said of it, and what is about to change. */
@Component({
  selector: 'sc-contact-card',
  host: { class: 'u-stack' },
  imports: [
    MatButton,
    AtTime,
    ContactChangeCard,
    ContactForm,
    ContactHealth,
    ContactTouchesLine,
    Phone,
    ProblemNote,
    StaleOwner,
  ],
  templateUrl: './contact-card.html',
  styleUrl: './contact-card.scss',
})
export class ContactCard {
  private readonly api = inject(Api);
  protected readonly session = inject(SessionStore);

  readonly contact = input.required<ListedContact>();
  readonly waiting = input<ListedContactChange | null>(null);
  readonly hospitalId = input.required<string>();
  readonly units = input<readonly HospitalUnit[]>([]);
  readonly today = input<string | null>(null);
  /** Whether the reader may propose for this hospital. */
  readonly mayPropose = input(false);
  readonly changed = output<{ page: HospitalPage; said: string }>();
  /** What is on the screen may be old. */
  readonly stale = output();

  protected readonly attempt = new Attempt();
  protected readonly open = signal<'change' | 'end' | null>(null);
  protected readonly because = signal('');
  protected readonly checked = signal<(CheckedContact & { outcome: CheckContact['outcome'] }) | null>(null);
  protected readonly history = signal<ContactHistoryLine[] | null>(null);
  protected readonly becauseError = computed(() => fieldProblem(this.attempt.problem(), 'because'));
  protected readonly outcomes = CHECK_OUTCOMES;
  protected readonly purposes = CONTACT_PURPOSES;
  protected readonly hours = HOURS_BANDS;
  protected readonly words = historyWords;
  /** One id for as long as the same answer is being sent. */
  private sending: { outcome: string; id: string } | null = null;

  protected async check(outcome: CheckContact['outcome']): Promise<void> {
    if (this.sending?.outcome !== outcome) this.sending = { outcome, id: crypto.randomUUID() };
    const { id } = this.sending;
    const checked = await this.attempt.run(() =>
      this.api.call('POST contacts/:id/checks', {
        params: { id: this.contact().id },
        body: { id, version: this.contact().version, outcome },
      }),
    );
    if (checked === null) return this.lookAgainAfterConflict();
    this.sending = null;
    this.checked.set({ ...checked, outcome });
    this.stale.emit();
  }

  protected async undo(): Promise<void> {
    const checked = this.checked();
    if (checked === null) return;
    const undone = await this.attempt.run(() =>
      this.api.call('POST contact-checks/:id/undo', {
        params: { id: checked.checkId },
        body: { version: checked.contact.version },
      }),
    );
    if (undone === null) return;
    this.checked.set(null);
    this.stale.emit();
  }

  protected async end(event: Event): Promise<void> {
    event.preventDefault();
    const page = await this.attempt.run(() =>
      this.api.call('POST contacts/:id/changes', {
        params: { id: this.contact().id },
        body: { version: this.contact().version, becomes: null, because: this.because() },
      }),
    );
    if (page === null) return this.lookAgainAfterConflict();
    this.open.set(null);
    this.changed.emit({ page, said: 'Proposed. It stays in use until somebody else confirms.' });
  }

  protected proposed(page: HospitalPage): void {
    this.open.set(null);
    this.changed.emit({
      page,
      said: 'Proposed. The old number stays in force until somebody else confirms the new one by calling.',
    });
  }

  protected async showHistory(event: Event): Promise<void> {
    if (!(event.target as HTMLDetailsElement).open) return;
    const history = await this.attempt.run(() =>
      this.api.call('GET contacts/:id/history', { params: { id: this.contact().id } }),
    );
    if (history !== null) this.history.set(history);
  }

  private lookAgainAfterConflict(): void {
    if (this.attempt.problem()?.code === 'conflict') this.stale.emit();
  }
}
