import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { PatientImportPage } from '@shared-care/contracts/patient-imports/answers';
import { DIAGNOSES } from '@shared-care/domain/patient-facts';
import { LIST_FIELDS, mappingGaps, type ListField } from '@shared-care/domain/patient-list';
import { TREATMENT_PURPOSES } from '@shared-care/domain/treatments';
import { Field } from '@shared-care/ui/field/field';
import { OUTLINED_FIELDS } from '@shared-care/ui/field/outlined-fields';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';

/** A select shows nothing for null. */
const NOT_READ = 'not_read';

/** What each column of the list holds, guessed from its heading; and what holds for every row. */
@Component({
  selector: 'sc-import-columns',
  imports: [Field, MatButtonModule, MatFormFieldModule, MatInputModule, MatSelectModule, ProblemNote],
  providers: [OUTLINED_FIELDS],
  template: `
    @if (list().remembered) {
      <p>A list with these headings came before: the columns are as they were said then.</p>
    }
    <div class="columns u-grid" role="group" aria-label="Columns of the file">
      @for (column of list().columns; track $index) {
        <div class="column u-grid u-gap-2-4 u-center u-ruled-end" [class.unread]="mapping()[$index] === null">
          <div>
            <strong [id]="'heading-' + $index">{{ column.heading || 'Column without a heading' }}</strong>
            <p class="meta u-m-0">{{ column.samples.length > 0 ? column.samples.join(' · ') : 'Empty' }}</p>
          </div>
          <mat-form-field>
            <mat-select
              [aria-labelledby]="'heading-' + $index"
              [value]="mapping()[$index] ?? NOT_READ"
              (valueChange)="say($index, $event)"
            >
              <mat-option [value]="NOT_READ">Not read</mat-option>
              @for (field of fields; track field.key) {
                <mat-option [value]="field.key">{{ field.word }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </div>
      }
    </div>
    @if (!has('diagnosis') || !has('hospital') || asksForPurpose()) {
      <h3 class="u-mt-6 u-mb-3">For every row</h3>
      <div class="constants u-grid">
        @if (!has('diagnosis')) {
          <sc-field label="Diagnosis of every child" hint="Only when the whole list is of children with this diagnosis">
            <mat-form-field>
              <mat-select [value]="diagnosis()" (valueChange)="diagnosis.set($event)">
                <mat-option value="">Not said</mat-option>
                @for (one of diagnoses; track one) {
                  <mat-option [value]="one">{{ one }}</mat-option>
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
        }
        @if (!has('hospital')) {
          <sc-field label="Shared care hospital of every child" hint="ODS code, for example RTH05; may stay empty">
            <mat-form-field>
              <input
                matInput
                #code
                [value]="hospital()"
                (input)="hospital.set(code.value)"
                maxlength="120"
                autocomplete="off"
              />
            </mat-form-field>
          </sc-field>
        }
        @if (asksForPurpose()) {
          <sc-field label="Treatment of every child is" hint="Only when the list has no column that says so">
            <mat-form-field>
              <mat-select [value]="purpose()" (valueChange)="purpose.set($event)">
                <mat-option value="">Not said</mat-option>
                @for (one of purposes; track one) {
                  <mat-option [value]="one">{{ one }}</mat-option>
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
        }
      </div>
    }
    @if (gaps().length > 0) {
      <ul class="gaps u-bullets u-fault" aria-label="Still missing">
        @for (gap of gaps(); track gap) {
          <li>{{ gap }}</li>
        }
      </ul>
    }
    @if (saving.problem(); as problem) {
      <sc-problem-note [problem]="problem" lead="The columns were not taken" />
    }
    <button
      class="u-mt-4"
      matButton="filled"
      type="button"
      [disabled]="saving.busy() || gaps().length > 0"
      (click)="check()"
    >
      Check the rows
    </button>
  `,
  styles: `
    .columns {
      gap: 0.25rem 2rem;
      max-inline-size: 44rem;
    }
    .column {
      grid-template-columns: minmax(0, 1fr) minmax(0, 20rem);
      padding-block: 0.375rem;
    }
    .unread strong {
      font-weight: 400;
      color: var(--sc-text-2);
    }
    .constants {
      grid-template-columns: repeat(auto-fit, minmax(16rem, 24rem));
      gap: 0 2rem;
    }
    @media (max-width: 599px) {
      .column {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class ImportColumns {
  readonly list = input.required<PatientImportPage>();
  readonly said = output<PatientImportPage>();

  private readonly api = inject(Api);
  protected readonly NOT_READ = NOT_READ;
  protected readonly saving = new Attempt();
  protected readonly mapping = signal<(ListField | null)[]>([]);
  protected readonly diagnosis = signal('');
  protected readonly hospital = signal('');
  protected readonly purpose = signal('');
  protected readonly purposes = Object.values(TREATMENT_PURPOSES);
  protected readonly diagnoses = Object.values(DIAGNOSES);
  protected readonly fields = (Object.entries(LIST_FIELDS) as [ListField, string][]).map(([key, word]) => ({
    key,
    word,
  }));
  private readonly id = computed(() => this.list().id);

  protected readonly asksForPurpose = computed(() => this.has('treatment') && !this.has('purpose'));

  /** A constant gives way to a column. */
  private readonly constants = computed(() => ({
    diagnosis: this.has('diagnosis') ? '' : this.diagnosis(),
    hospital: this.has('hospital') ? '' : this.hospital().trim(),
    purpose: this.asksForPurpose() ? this.purpose() : '',
  }));
  protected readonly gaps = computed(() => mappingGaps(this.mapping(), this.constants()));

  constructor() {
    effect(() => {
      this.id();
      const { columns, constants } = untracked(this.list);
      this.mapping.set(columns.map(({ field }) => field));
      this.diagnosis.set(constants.diagnosis ?? '');
      this.hospital.set(constants.hospital ?? '');
      this.purpose.set(constants.purpose ?? '');
    });
  }

  protected has(field: ListField): boolean {
    return this.mapping().includes(field);
  }

  protected say(column: number, chosen: ListField | typeof NOT_READ): void {
    const field = chosen === NOT_READ ? null : chosen;
    this.mapping.update((mapping) => mapping.map((before, place) => (place === column ? field : before)));
  }

  protected async check(): Promise<void> {
    const { id, version } = this.list();
    const answer = await this.saving.run(() =>
      this.api.call('POST patient-imports/:id/columns', {
        params: { id },
        body: { version, mapping: this.mapping(), constants: this.constants() },
      }),
    );
    if (answer) this.said.emit(answer);
  }
}
