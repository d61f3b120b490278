import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { SuggestedCorrection } from '@shared-care/contracts/my-patients/answers';
import type { CorrectedWeight, DecideCorrection } from '@shared-care/contracts/my-patients/shapes';
import type { FactChange } from '@shared-care/contracts/patient-facts/shapes';
import { shortDate } from '@shared-care/domain/london-time';
import { CHANGED_FACTS, type ChangedFact } from '@shared-care/domain/patient-change';
import { WRITTEN_PARTS } from '@shared-care/domain/record-correction';
import { Field } from '@shared-care/ui/field/field';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { ChangeFactForm } from '../facts/change-fact-form';
import { factInWords } from '../facts/fact-words';
import { MeasureForm } from '../facts/measure-form';
import { fetchedNow } from '../core/fetched-for';

/** The fact that a suggestion is about, as the record says it, to be changed: the change and the answer are one. */
@Component({
  selector: 'sc-correct-fact',
  host: { class: 'u-block' },
  imports: [ChangeFactForm, Field, MatFormFieldModule, MatInputModule, MatSelectModule, MeasureForm, LoadState],
  template: `
    @if (facts.value(); as all) {
      <p>The record says: {{ now() }}</p>
      @if (weighs()) {
        <sc-measure-form kind="weight" [patientId]="one().patient.id" [settle]="settleWeight" (closed)="closed.emit()">
          <sc-field label="What you checked">
            <mat-form-field>
              <input matInput autocomplete="off" [value]="answer()" (input)="answer.set($any($event.target).value)" />
            </mat-form-field>
          </sc-field>
        </sc-measure-form>
      } @else if (state(); as fact) {
        @if (choices().length > 1) {
          <sc-field label="Which fact">
            <mat-form-field>
              <mat-select [value]="which()" (selectionChange)="chosen.set($event.value)">
                @for (each of choices(); track each) {
                  <mat-option [value]="each">{{ labels[each] }}</mat-option>
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
        }
        <sc-change-fact-form
          [patientId]="one().patient.id"
          [fact]="fact"
          [today]="today()"
          [settle]="settleFact"
          (keptTheirs)="closed.emit()"
          (closed)="closed.emit()"
        >
          <sc-field label="What you checked">
            <mat-form-field>
              <input matInput autocomplete="off" [value]="answer()" (input)="answer.set($any($event.target).value)" />
            </mat-form-field>
          </sc-field>
        </sc-change-fact-form>
      }
    } @else {
      <sc-load-state [of]="facts" />
    }
  `,
})
export class CorrectFact {
  private readonly api = inject(Api);

  readonly one = input.required<SuggestedCorrection>();
  readonly today = input.required<string>();
  /** Said of it here: the list may be without this suggestion before the answer to it is back. */
  readonly decide = input.required<(one: SuggestedCorrection, decision: DecideCorrection) => Promise<void>>();
  readonly closed = output();

  protected readonly facts = fetchedNow(
    () => this.api.call('GET patients/:id/facts', { params: { id: this.one().patient.id } }),
    () => void this.one().id,
  );
  protected readonly labels = CHANGED_FACTS;
  protected readonly answer = signal('');
  protected readonly chosen = signal<ChangedFact | null>(null);
  private readonly written = computed(() => WRITTEN_PARTS[this.one().part] ?? []);
  protected readonly weighs = computed(() => this.written().includes('weight'));
  protected readonly choices = computed(() => this.written().filter((fact) => fact !== 'weight'));
  protected readonly which = computed(() => this.chosen() ?? this.choices()[0] ?? null);
  protected readonly state = computed(
    () => this.facts.value()?.facts.find(({ fact }) => fact === this.which()) ?? null,
  );
  protected readonly now = computed(() => {
    const state = this.state();
    if (state !== null) return factInWords(state.fact, state.value);
    const weight = this.facts.value()?.weights.find(({ struckOut }) => struckOut === null);
    return weight === undefined ? 'Not recorded' : `${weight.kg} kg on ${shortDate(weight.on)}`;
  });

  protected readonly settleFact = (change: FactChange): Promise<void> => this.correct({ changes: [change] });
  protected readonly settleWeight = (weight: CorrectedWeight): Promise<void> => this.correct({ weight });

  private correct(what: Pick<DecideCorrection, 'changes' | 'weight'>): Promise<void> {
    const one = this.one();
    return this.decide()(one, { version: one.version, outcome: 'corrected', answer: this.answer(), ...what });
  }
}
