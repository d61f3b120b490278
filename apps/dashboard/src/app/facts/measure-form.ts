import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
} from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { CorrectedWeight } from '@shared-care/contracts/my-patients/shapes';
import type { PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import { AddInhibitorResult, AddWeight } from '@shared-care/contracts/patient-facts/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { INHIBITOR_RESULTS, type InhibitorResult } from '@shared-care/domain/patient-change';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SourceFields, type ChosenSource } from './source-fields';

/** One more weight, or one more inhibitor result: today and from clinic, unless somebody says otherwise. */
@Component({
  selector: 'sc-measure-form',
  host: { class: 'u-block u-py-3' },
  imports: [
    DayBox,
    Field,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
    SourceFields,
  ],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)" (keydown.escape)="closed.emit()">
      <div class="u-cols-s u-gap-0-4">
        @if (kind() === 'weight') {
          <sc-field label="Weight" [error]="problemOf('kg')">
            <mat-form-field>
              <input
                matInput
                autocomplete="off"
                inputmode="decimal"
                [value]="kg()"
                (input)="kg.set($any($event.target).value)"
              />
              <span matTextSuffix>kg</span>
            </mat-form-field>
          </sc-field>
        } @else {
          <sc-field label="Result" [error]="problemOf('state')">
            <mat-form-field>
              <mat-select placeholder="Choose" [value]="state()" (selectionChange)="state.set($event.value)">
                @for (one of results; track one[0]) {
                  <mat-option [value]="one[0]">{{ one[1] }}</mat-option>
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
          <sc-field label="Titre" optional hint="Bethesda units, for example 4.2" [error]="problemOf('titre')">
            <mat-form-field>
              <input
                matInput
                autocomplete="off"
                inputmode="decimal"
                [value]="titre()"
                (input)="titre.set($any($event.target).value)"
              />
            </mat-form-field>
          </sc-field>
        }
        <sc-field [label]="kind() === 'weight' ? 'Weighed on' : 'Day of the test'" [error]="problemOf('on')">
          <sc-day-box [(value)]="on" [until]="today()" />
        </sc-field>
        @if (settle() === null) {
          <sc-source-fields [(kind)]="source" [(words)]="words" [error]="problemOf('source')" />
        }
        <ng-content />
      </div>
      @if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">{{ settle() === null ? 'Save' : 'Corrected' }}</button>
        <button matButton="text" type="button" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class MeasureForm {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly patientId = input.required<string>();
  readonly kind = input.required<'weight' | 'inhibitor'>();
  /** Saves the weight together with what it settles, and says where it comes from; what comes next is its own. */
  readonly settle = input<((weight: CorrectedWeight) => Promise<void>) | null>(null);
  readonly saved = output<PatientFacts>();
  readonly closed = output();

  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly kg = signal('');
  protected readonly state = signal<InhibitorResult | ''>('');
  protected readonly titre = signal('');
  protected readonly on = signal(londonDate(this.clock.read()));
  protected readonly source = signal<ChosenSource | ''>('clinic');
  protected readonly words = signal('');
  protected readonly attempt = new Attempt();
  private readonly wrong = signal<Readonly<Record<string, string>>>({});
  protected readonly results = Object.entries(INHIBITOR_RESULTS);
  /** Sent again, it is the same entry. */
  private readonly id = crypto.randomUUID();

  constructor() {
    afterNextRender(() => this.host.nativeElement.querySelector<HTMLElement>('input, mat-select')?.focus(), {
      injector: inject(Injector),
    });
  }

  protected problemOf(field: string): string | null {
    return this.wrong()[field] ?? fieldProblem(this.attempt.problem(), field);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const common = {
      id: this.id,
      on: this.on(),
      source: { kind: this.source() as ChosenSource, words: this.words().trim() || null },
    };
    const weight = { ...common, kg: this.kg() };
    const result = { ...common, state: this.state() as InhibitorResult, titre: this.titre().trim() || null };
    const checked = this.kind() === 'weight' ? AddWeight.safeParse(weight) : AddInhibitorResult.safeParse(result);
    this.wrong.set(
      Object.fromEntries((checked.error?.issues ?? []).map(({ path, message }) => [String(path[0] ?? ''), message])),
    );
    if (!checked.success) return;
    const settle = this.settle();
    const saved = await this.attempt.run(async () =>
      settle !== null
        ? settle({ kg: weight.kg, on: weight.on }).then(() => null)
        : this.kind() === 'weight'
          ? this.api.call('POST patients/:id/weights', { params: { id: this.patientId() }, body: weight })
          : this.api.call('POST patients/:id/inhibitor-results', { params: { id: this.patientId() }, body: result }),
    );
    if (saved !== null) this.saved.emit(saved);
  }
}
