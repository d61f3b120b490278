import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import type { AlertDetail, AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import { RecordFirstTreatment } from '@shared-care/contracts/attendances/shapes';
import { UNTREATED, untreatedWords } from '@shared-care/domain/first-treatment';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { AlertSaid } from './alert-said';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, instantOf, orNull, typedTime, send } from '../forms/checked-form';
import { FieldError } from '../forms/field-error';

const ANSWERS = { given: 'Given', ...UNTREATED } as const;
type Answer = keyof typeof ANSWERS;

interface TreatmentDraft {
  known: Answer | '';
  at: string;
  product: string;
  absentBecause: string;
}

function toTreatment(draft: TreatmentDraft): RecordFirstTreatment {
  if (draft.known === 'given' || draft.known === '')
    return { at: instantOf(draft.at), product: orNull(draft.product), absentBecause: null };
  const why = orNull(draft.absentBecause);
  return { at: null, product: null, absentBecause: why === null ? null : untreatedWords(draft.known, why) };
}

/** When the child was first treated, that it was not, or that it is not known. */
@Component({
  selector: 'sc-first-treatment-form',
  imports: [
    DayAndTime,
    Field,
    FieldError,
    FormField,
    MatButton,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatFormField,
    MatInput,
    ProblemNote,
  ],
  templateUrl: './first-treatment-form.html',
  styleUrl: './alert-forms.scss',
})
export class FirstTreatmentForm {
  private readonly store = inject(AlertStore);
  private readonly said = inject(AlertSaid);
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly attendance = input.required<AttendanceOfAlert>();
  readonly closed = output();

  protected readonly attempt = new Attempt();
  private readonly attendanceId = computed(() => this.attendance().id);
  protected readonly model = linkedSignal<string, TreatmentDraft>({
    source: this.attendanceId,
    computation: () => ({ known: '', at: '', product: '', absentBecause: '' }),
  });
  protected readonly treatment = form(this.model, (path) => {
    // The schema puts both ways of being incomplete on the time, which is not on screen when there is none.
    checkedBy(path, RecordFirstTreatment, (draft) => {
      const wire = toTreatment(draft);
      return draft.known === 'given' ? wire : { ...wire, absentBecause: wire.absentBecause ?? 'not said' };
    });
    required(path.absentBecause, {
      message: 'Say why there is no time.',
      when: ({ valueOf }) => ['not_given', 'not_known'].includes(valueOf(path.known)),
    });
  });
  protected readonly answers = Object.entries(ANSWERS);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly known = computed(() => {
    const { firstTreatmentAt: at, firstTreatmentAbsentBecause: absent } = this.attendance();
    if (at !== null) return `Recorded now: given ${londonTime(new Date(at))}.`;
    return absent === null ? null : `Recorded now: ${absent}.`;
  });

  protected givenNow(): Promise<void> {
    this.model.update((draft) => ({ ...draft, known: 'given', at: typedTime(this.clock.read()) }));
    return this.save();
  }

  protected async save(event?: Event): Promise<void> {
    event?.preventDefault();
    const treatment = toTreatment(this.model());
    const saved = await send(this.treatment, this.attempt, () =>
      this.store.recordFirstTreatment(this.attendanceId(), treatment),
    );
    if (saved === null) return focusFirstError(this.treatment);
    const { at, absentBecause } = treatment;
    this.said.done(`First treatment: ${at ? londonTime(new Date(at)) : (absentBecause ?? '')}`, saved);
    this.closed.emit();
  }
}
