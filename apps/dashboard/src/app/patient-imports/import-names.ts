import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatSelectModule } from '@angular/material/select';
import type { PatientImportPage, UnknownName } from '@shared-care/contracts/patient-imports/answers';
import type { TreatmentOfUnit } from '@shared-care/contracts/treatments/answers';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { HospitalPicker } from '../hospitals/hospital-picker';
import { Attempt } from '../core/attempt';
import { rowsInWords } from './import-words';

/** Hospitals and products that the list names in its own words: said once, for all rows and for lists to come. */
@Component({
  selector: 'sc-import-names',
  imports: [Field, HospitalPicker, MatButtonModule, MatFormFieldModule, MatSelectModule, ProblemNote],
  template: `
    <section class="card u-mt-4 u-mb-4 u-w-m" aria-labelledby="names-title">
      <h3 class="u-mb-1" id="names-title">Names that are not in the register</h3>
      <p class="meta">
        Say once what each means. It holds for every row of this list, and for lists to come. A name that stays open
        keeps its rows back.
      </p>
      @for (one of list().unknownNames; track key(one)) {
        <div class="name u-py-3 u-ruled u-grid u-gap-1-6 u-top" role="group" [attr.aria-label]="one.written">
          <p class="u-m-0">
            <strong>{{ one.written }}</strong><span class="meta u-block"
              >{{ kinds[one.kind] }} in {{ rows(one.rows) }}</span
            >
          </p>
          @if (one.kind === 'hospital') {
            <sc-hospital-picker [value]="meaning(one)" (valueChange)="say(one, $event)" />
          } @else {
            <sc-field label="Treatment">
              <mat-form-field>
                <mat-select placeholder="Choose" [value]="meaning(one)" (valueChange)="say(one, $event)">
                  @for (treatment of treatments(); track treatment.id) {
                    <mat-option [value]="treatment.id">{{ treatment.name }}</mat-option>
                  }
                </mat-select>
              </mat-form-field>
            </sc-field>
          }
        </div>
      }
      @if (saving.problem(); as problem) {
        <sc-problem-note [problem]="problem" lead="Nothing was kept." />
      }
      <button matButton="outlined" type="button" [disabled]="saving.busy() || names().length === 0" (click)="keep()">
        Keep and check those rows again
      </button>
    </section>
  `,
  styles: `
    .name {
      grid-template-columns: minmax(0, 1fr) minmax(0, 20rem);
    }
    @media (max-width: 599px) {
      .name {
        grid-template-columns: minmax(0, 1fr);
      }
    }
  `,
})
export class ImportNames {
  readonly list = input.required<PatientImportPage>();
  readonly said = output<PatientImportPage>();

  private readonly api = inject(Api);
  protected readonly saving = new Attempt();
  protected readonly kinds = { hospital: 'Hospital', treatment: 'Product' } as const;
  protected readonly rows = rowsInWords;
  protected readonly treatments = signal<readonly TreatmentOfUnit[]>([]);
  /** What was chosen, by kind and words. */
  private readonly chosen = signal<ReadonlyMap<string, string>>(new Map());
  private readonly asksForTreatment = computed(() => this.list().unknownNames.some(({ kind }) => kind === 'treatment'));
  protected readonly names = computed(() =>
    this.list().unknownNames.flatMap((one) => {
      const meansId = this.chosen().get(this.key(one)) ?? '';
      return meansId === '' ? [] : [{ kind: one.kind, written: one.written, meansId }];
    }),
  );

  constructor() {
    effect(() => {
      if (this.asksForTreatment()) untracked(() => void this.loadTreatments());
    });
  }

  protected key({ kind, written }: UnknownName): string {
    return `${kind} ${written}`;
  }

  protected meaning(one: UnknownName): string {
    return this.chosen().get(this.key(one)) ?? '';
  }

  protected say(one: UnknownName, meansId: string): void {
    this.chosen.update((chosen) => new Map(chosen).set(this.key(one), meansId));
  }

  protected async keep(): Promise<void> {
    const { id, version } = this.list();
    const page = await this.saving.run(() =>
      this.api.call('POST patient-imports/:id/names', { params: { id }, body: { version, names: this.names() } }),
    );
    if (page) this.said.emit(page);
  }

  private async loadTreatments(): Promise<void> {
    const { treatments } = await this.api.call('GET treatments');
    this.treatments.set(treatments.filter(({ state }) => state !== 'discarded'));
  }
}
