import {
  afterNextRender,
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
import { MatButtonModule } from '@angular/material/button';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { Router, RouterLink } from '@angular/router';
import type { LetterPreview as Preview } from '@shared-care/contracts/letters/answers';
import type { PreviewLetter } from '@shared-care/contracts/letters/shapes';
import {
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  LETTER_STATES,
  RECIPIENTS_OF,
  type LetterKind,
  type LetterRecipient,
} from '@shared-care/domain/letters';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { RecordOnScreen } from '../patients/record-on-screen';
import { Attempt } from '../core/attempt';
import { fetchedFor } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { SessionStore } from '../core/session-store';
import { LetterChoice } from './letter-choice';
import { LetterPreview } from './letter-preview';

/** Who holds which letter of this child, and the form that issues the next. */
@Component({
  selector: 'sc-patient-letters',
  imports: [
    AtTime,
    Field,
    LetterChoice,
    LetterPreview,
    MatButtonModule,
    MatCheckboxModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './patient-letters.html',
  styleUrl: './patient-letters.scss',
})
export class PatientLetters {
  protected readonly record = inject(RecordOnScreen);
  private readonly api = inject(Api);
  private readonly router = inject(Router);
  protected readonly session = inject(SessionStore);

  protected readonly list = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/letters', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly kinds = LETTER_KINDS;
  protected readonly recipients = LETTER_RECIPIENTS;
  protected readonly states = LETTER_STATES;
  protected readonly attempt = new Attempt();
  /** From the address: which letter is asked for, and who reads it. */
  readonly letter = input<string>();
  readonly reader = input<string>();
  protected readonly kind = linkedSignal(() => {
    const asked = this.letter() as LetterKind;
    return asked in LETTER_KINDS ? asked : 'open_access';
  });
  protected readonly recipient = linkedSignal(() => {
    const asked = this.reader() as LetterRecipient;
    return RECIPIENTS_OF[this.kind()].includes(asked) ? asked : 'family';
  });
  protected readonly largePrint = signal(false);
  protected readonly recipientName = signal('');
  /** Whom a reader of a kind with several is: null is those at home. */
  protected readonly recipientId = linkedSignal({
    source: this.recipient,
    computation: (): string | null => null,
  });
  /** Stands for nobody in particular: a list of choices takes nothing for no choice. */
  protected readonly home = 'home';
  private readonly fetchedFamily = fetchedFor(
    this.record.id,
    (id) => this.api.call('GET patients/:id/family', { params: { id } }),
    (live, id) => live.changedFor('patients', id),
  );
  protected readonly around = this.fetchedFamily.value;
  /** Who may be chosen, with the address that the letter prints. */
  protected readonly readers = computed((): { id: string | null; name: string; address: string }[] => {
    const around = this.around();
    const recipient = this.recipient();
    if (around === null || recipient === 'ward') return [];
    if (recipient === 'family')
      return [
        { id: null, name: 'Parents or carers at home', address: 'The home of the child' },
        ...around.people
          .filter(({ endedOn, struckOut }) => endedOn === null && struckOut === null)
          .map(({ id, name, address, postcode }) => ({ id, name, address: this.lineOf(address, postcode) })),
      ];
    return around.places
      .filter(({ role, untilOn, struckOut }) => role === recipient && untilOn === null && struckOut === null)
      .map(({ id, organisation }) => ({
        id,
        name: organisation?.name ?? 'Kept back while the address is restricted',
        address: organisation === null ? '' : this.lineOf(organisation.address, organisation.postcode),
      }));
  });
  protected readonly several = computed(() => this.recipient() === 'family' || this.readers().length > 1);
  protected readonly addressee = computed(() => {
    const readers = this.readers();
    return this.several() ? readers.find(({ id }) => id === this.recipientId()) : readers[0];
  });
  protected readonly idError = computed(() => fieldProblem(this.attempt.problem(), 'recipientId'));
  protected readonly nameError = computed(() => fieldProblem(this.attempt.problem(), 'recipientName'));
  /** Current letters of other kinds, which may lie in the same envelope. */
  protected readonly enclosable = computed(() =>
    (this.list.value() ?? []).filter(({ state, kind }) => state === 'current' && kind !== this.kind()),
  );
  protected readonly enclosures = signal<readonly string[]>([]);
  protected readonly preview = signal<{ shown: Preview; body: PreviewLetter } | null>(null);
  private readonly injector = inject(Injector);
  private readonly form = viewChild<ElementRef<HTMLElement>>('form');
  /** One for each letter, kept while it is tried again. */
  private key = crypto.randomUUID();

  private lineOf(address: string | null, postcode: string | null): string {
    return [address ?? 'Address not recorded', postcode].filter((part) => part !== null).join(', ');
  }

  protected choose(id: string): void {
    this.recipientId.set(id === this.home ? null : id);
  }

  protected enclose(id: string, wanted: boolean): void {
    this.enclosures.update((now) => (wanted ? [...now, id] : now.filter((each) => each !== id)));
  }

  /** Nothing is issued that was not looked at. */
  protected async look(event?: Event): Promise<void> {
    event?.preventDefault();
    const body = this.asked();
    if (body === null) return;
    const shown = await this.attempt.run(() => this.api.call('POST letters/preview', { body }));
    if (shown !== null) this.preview.set({ shown, body });
  }

  protected back(): void {
    this.preview.set(null);
    this.attempt.forget();
    afterNextRender(() => this.form()?.nativeElement.querySelector('button')?.focus(), { injector: this.injector });
  }

  /** As it was looked at: what would read otherwise by now is refused and shown again. */
  protected async issue(): Promise<void> {
    const { shown, body } = this.preview()!;
    const letter = await this.attempt.run(() =>
      this.api.call('POST letters', { body: { ...body, seen: shown.seen }, key: this.key }),
    );
    if (letter === null) {
      if (this.attempt.problem()?.code === 'conflict') {
        const now = await this.api.call('POST letters/preview', { body }).catch(() => null);
        if (now !== null) this.preview.set({ shown: now, body });
      }
      return;
    }
    this.key = crypto.randomUUID();
    await this.router.navigate(['/letters', letter.id]);
  }

  private asked(): PreviewLetter | null {
    const patientId = this.record.id();
    if (patientId === null) return null;
    const offered = new Set(this.enclosable().map(({ id }) => id));
    return {
      patientId,
      kind: this.kind(),
      recipient: this.recipient(),
      recipientId: this.recipientId(),
      recipientName: this.recipient() === 'ward' ? this.recipientName() : '',
      largePrint: this.largePrint(),
      enclosures: this.enclosures().filter((id) => offered.has(id)),
    };
  }
}
