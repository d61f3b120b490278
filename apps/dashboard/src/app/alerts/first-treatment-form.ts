import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { form, FormField, submit } from '@angular/forms/signals';
import type { AlertDetail } from '@shared-care/contracts/alerts';
import { RecordFirstTreatment } from '@shared-care/contracts/attendances';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../shell/attempt';
import { ServerClock } from '../shell/server-clock';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, instantOf, orNull, refusals, typedTime } from './checked-form';
import { ErrorShown, FieldError } from './field-error';

interface TreatmentDraft {
  known: 'yes' | 'no';
  at: string;
  product: string;
  absentBecause: string;
}

function toTreatment(draft: TreatmentDraft): RecordFirstTreatment {
  return draft.known === 'yes'
    ? { at: instantOf(draft.at), product: orNull(draft.product), absentBecause: null }
    : { at: null, product: null, absentBecause: orNull(draft.absentBecause) };
}

/** When the child was first treated, or why that is not known. */
@Component({
  selector: 'sc-first-treatment-form',
  imports: [FormField, AtTime, DayAndTime, ErrorShown, FieldError, ProblemNote],
  templateUrl: './first-treatment-form.html',
  styleUrl: './alert-forms.scss',
})
export class FirstTreatmentForm {
  private readonly store = inject(AlertStore);
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();

  protected readonly changing = signal(false);
  protected readonly attempt = new Attempt();
  private readonly attendanceId = computed(() => this.alert().attendance.id);
  protected readonly model = linkedSignal<string, TreatmentDraft>({
    source: this.attendanceId,
    computation: () => ({ known: 'yes', at: '', product: '', absentBecause: '' }),
  });
  protected readonly treatment = form(this.model, (path) =>
    checkedBy(path, RecordFirstTreatment, (draft) => {
      const wire = toTreatment(draft);
      // The schema names `at` for both ways; here the reason has a box of its own.
      return draft.known === 'no' && wire.absentBecause === null ? { ...wire, absentBecause: '' } : wire;
    }),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly recorded = computed(() => {
    const { firstTreatmentAt, firstTreatmentAbsentBecause } = this.alert().attendance;
    return firstTreatmentAt !== null || firstTreatmentAbsentBecause !== null;
  });

  protected now(): void {
    this.treatment.at().value.set(typedTime(this.clock.read()));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await submit(this.treatment, async () => {
      const done = await this.attempt.run(() =>
        this.store.recordFirstTreatment(this.attendanceId(), toTreatment(this.model())),
      );
      return done === null ? refusals(this.attempt.problem(), this.treatment) : undefined;
    });
    if (saved) this.changing.set(false);
    else focusFirstError(this.treatment);
  }
}
