import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { CorrectAttendance } from '@shared-care/contracts/attendances/shapes';
import type { PatientMatch } from '@shared-care/contracts/patients/answers';
import { mayBecome } from '@shared-care/domain/attendance-states';
import { londonDate } from '@shared-care/domain/london-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { PatientSearch } from '@shared-care/ui/patient-search/patient-search';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { PatientStore } from '../patients/patient-store';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';

type Kind = CorrectAttendance['kind'];

/** Takes an attendance back, or gives it to the child it is about; says what will happen before it does (H5). */
@Component({
  selector: 'sc-correct-form',
  imports: [ErrorShown, FieldError, FormField, IdentityLine, MatButton, PatientSearch, ProblemNote],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <fieldset class="field">
        <legend>What was wrong</legend>
        <sc-field-error control="correct-kind" [field]="correcting.kind" />
        <div class="choices">
          @for (choice of kinds(); track choice.kind; let first = $first) {
            <label
              ><input
                type="radio"
                [id]="first ? 'correct-kind' : 'correct-kind-' + choice.kind"
                [formField]="correcting.kind"
                [value]="choice.kind"
              />{{ choice.words }}</label
            >
          }
        </div>
      </fieldset>
      @if (model().kind === 'wrong_patient') {
        @if (right(); as match) {
          <p class="meta">It belongs to:</p>
          <div class="chosen u-stack u-gap-2 u-mb-3 u-py-3 u-px-3 u-round">
            <sc-identity-line [patient]="match.patient" [on]="today()" />
            @if (match.similarName) {
              <p><strong>Another patient has a similar name. Check the birth date and the NHS number.</strong></p>
            }
            <button type="button" matButton="text" (click)="choose(null)">Choose another</button>
          </div>
        } @else {
          <sc-patient-search
            label="Find the right child"
            [search]="patients.search"
            [today]="today()"
            (picked)="choose($event)"
          />
          <sc-field-error control="correct-child" [field]="correcting.toPatientId" />
        }
      }
      <div class="field">
        <label for="correct-reason">Reason</label>
        <input id="correct-reason" type="text" autocomplete="off" scErrorShown [formField]="correcting.reason" />
        <sc-field-error control="correct-reason" [field]="correcting.reason" />
      </div>
      <p class="meta">{{ whatHappens() }}</p>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Nothing was changed. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="outlined" class="danger" [disabled]="attempt.busy()">{{ doIt() }}</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .chosen {
      justify-items: start;
      border: 2px solid var(--sc-primary);
    }
    .danger {
      border-color: var(--sc-danger);
      color: var(--sc-danger);
    }
  `,
  styleUrl: './alert-forms.scss',
})
export class CorrectForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  protected readonly patients = inject(PatientStore);
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly closed = output();

  protected readonly model = linkedSignal({
    source: () => this.alert().id,
    computation: (): { kind: Kind | ''; reason: string; toPatientId: string } => ({
      kind: '',
      reason: '',
      toPatientId: '',
    }),
  });
  protected readonly right = signal<PatientMatch | null>(null);
  protected readonly correcting = form(this.model, (path) =>
    checkedBy(path, CorrectAttendance, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));

  protected readonly kinds = computed(() => {
    const state = this.alert().attendance?.state;
    const all: { kind: Kind; words: string }[] = [
      { kind: 'entered_in_error', words: 'Entered in error' },
      { kind: 'cancel', words: 'The child was not seen after all' },
      { kind: 'wrong_patient', words: 'It was logged for the wrong child' },
    ];
    return all.filter(({ kind }) => {
      if (state === undefined) return false;
      if (kind === 'wrong_patient') return this.alert().patient !== null;
      return mayBecome(state, kind === 'cancel' ? 'cancelled' : 'entered_in_error');
    });
  });
  protected readonly doIt = computed(
    () =>
      ({
        '': 'Correct attendance',
        cancel: 'Cancel attendance',
        entered_in_error: 'Mark as entered in error',
        wrong_patient: 'Move to this child',
      })[this.model().kind],
  );
  protected readonly whatHappens = computed(() =>
    this.model().kind === 'wrong_patient'
      ? 'The attendance and its alert move to the other record; both records keep a line of it. After a Red alert a second person has to agree.'
      : 'It stays in the history, struck through, and its alert is withdrawn. If somebody else owns the alert they are asked; after a Red alert a second person has to agree.',
  );

  protected choose(match: PatientMatch | null): void {
    this.right.set(match);
    this.model.update((draft) => ({ ...draft, toPatientId: match?.patient.id ?? '' }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.correcting, this.attempt, () =>
      this.store.correct(this.alert().attendance!.id, CorrectAttendance.parse(this.toWire(this.model()))),
    );
    if (saved === null) return focusFirstError(this.correcting);
    const { correctionId } = saved;
    if (correctionId === null) this.said.done('Attendance corrected', saved);
    else
      this.said.done('Asked for agreement: nothing has changed yet', saved, () =>
        this.store.answerCorrection(correctionId, { answer: 'take_back', reason: '' }),
      );
    this.closed.emit();
  }

  private toWire(draft: { kind: Kind | ''; reason: string; toPatientId: string }) {
    const toPatientId = draft.kind === 'wrong_patient' && draft.toPatientId !== '' ? draft.toPatientId : null;
    return { ...draft, toPatientId, version: this.alert().version };
  }
}
