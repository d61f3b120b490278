import { Component, computed, inject, Injector, input, linkedSignal, signal } from '@angular/core';
import { form, FormField, required } from '@angular/forms/signals';
import type { AlertDetail, AttendanceOfAlert } from '@shared-care/contracts/alerts/answers';
import { RecordFirstTreatment } from '@shared-care/contracts/attendances/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DayAndTime } from '@shared-care/ui/day-and-time/day-and-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Attempt } from '../core/attempt';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { AlertStore } from './alert-store';
import { checkedBy, focusFirstError, instantOf, orNull, typedTime, send } from '../forms/checked-form';
import { ErrorShown, FieldError } from '../forms/field-error';

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
  private readonly injector = inject(Injector);

  readonly alert = input.required<AlertDetail>();
  readonly attendance = input.required<AttendanceOfAlert>();

  protected readonly changing = signal(false);
  protected readonly attempt = new Attempt();
  private readonly attendanceId = computed(() => this.attendance().id);
  protected readonly model = linkedSignal<string, TreatmentDraft>({
    source: this.attendanceId,
    computation: () => ({ known: 'yes', at: '', product: '', absentBecause: '' }),
  });
  protected readonly treatment = form(this.model, (path) => {
    // The schema puts both ways of being incomplete on the time, which is not on screen when there is none.
    checkedBy(path, RecordFirstTreatment, (draft) => {
      const wire = toTreatment(draft);
      return draft.known === 'no' ? { ...wire, absentBecause: wire.absentBecause ?? 'not said' } : wire;
    });
    required(path.absentBecause, {
      message: 'Say why there is no time: not given, not known.',
      when: ({ valueOf }) => valueOf(path.known) === 'no',
    });
  });
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly recorded = computed(() => {
    const { firstTreatmentAt, firstTreatmentAbsentBecause } = this.attendance();
    return firstTreatmentAt !== null || firstTreatmentAbsentBecause !== null;
  });

  protected now(): void {
    this.treatment.at().value.set(typedTime(this.clock.read()));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.treatment, this.attempt, () =>
      this.store.recordFirstTreatment(this.attendanceId(), toTreatment(this.model())),
    );
    if (saved === null) return focusFirstError(this.treatment);
    this.changing.set(false);
    focusWhenLost(this.injector, () => document.getElementById('change-treatment'));
  }
}
