import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import {
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  LETTER_STATES,
  type LetterKind,
  type LetterRecipient,
} from '@shared-care/domain/letters';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../shell/attempt';
import { Fetched } from '../shell/fetched';
import { Live } from '../shell/live';
import { fieldProblem } from '../shell/problem';
import { SessionStore } from '../shell/session-store';
import { LetterChoice } from './letter-choice';
import { LetterStore } from './letter-store';

/** Who holds which letter of this child, and the form that issues the next. */
@Component({
  selector: 'sc-patient-letters',
  imports: [AtTime, LetterChoice, ProblemNote, RouterLink],
  templateUrl: './patient-letters.html',
  styleUrl: './patient-letters.scss',
})
export class PatientLetters {
  protected readonly record = inject(RecordOnScreen);
  private readonly store = inject(LetterStore);
  private readonly live = inject(Live);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  protected readonly list = computed(() => {
    const id = this.record.id();
    return id === null ? null : new Fetched(() => this.store.ofPatient(id));
  });
  protected readonly kinds = LETTER_KINDS;
  protected readonly recipients = LETTER_RECIPIENTS;
  protected readonly states = LETTER_STATES;
  protected readonly attempt = new Attempt();
  protected readonly kind = signal<LetterKind>('open_access');
  protected readonly recipient = signal<LetterRecipient>('family');
  protected readonly largePrint = signal(false);
  protected readonly recipientName = signal('');
  protected readonly nameError = computed(() => fieldProblem(this.attempt.problem(), 'recipientName'));
  /** One for each letter, kept while it is tried again. */
  private key = crypto.randomUUID();

  constructor() {
    effect(() => {
      this.live.changedFor('patients', this.record.id());
      const list = this.list();
      untracked(() => void list?.refresh());
    });
  }

  protected async issue(event: Event): Promise<void> {
    event.preventDefault();
    const patientId = this.record.id();
    if (patientId === null) return;
    const asked = {
      patientId,
      kind: this.kind(),
      recipient: this.recipient(),
      recipientName: this.recipientName(),
      largePrint: this.largePrint(),
    };
    const letter = await this.attempt.run(() => this.store.issue(asked, this.key));
    if (letter === null) return;
    this.key = crypto.randomUUID();
    await this.router.navigate(['/letters', letter.id]);
  }
}
