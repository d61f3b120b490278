import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type {
  TreatmentDetail,
  TreatmentVersionView,
  TreatmentWordsChangedByAnother,
} from '@shared-care/contracts/treatments/answers';
import { SaveTreatmentWords } from '@shared-care/contracts/treatments/shapes';
import { TREATMENT_CLASSES, TREATMENT_TEXTS, type TreatmentClass } from '@shared-care/domain/treatments';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, send } from '../forms/checked-form';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { TreatmentStore } from './treatment-store';

interface Draft {
  name: string;
  class: TreatmentClass;
  emergencyWords: string;
  tests: string;
  careBeside: string;
  careWith: TreatmentClass[];
  redWhenBleeding: boolean;
  monthsAfter: string;
}

type Facts = Omit<TreatmentWordsChangedByAnother, 'by'>;

/** A drug that is not in the list begins with the answers that are safe until a person has looked. */
const BLANK: Draft = {
  name: '',
  class: 'other',
  emergencyWords: '',
  tests: '',
  careBeside: '',
  careWith: [],
  redWhenBleeding: true,
  monthsAfter: '6',
};

/** The words of a draft, or of a treatment that is new. */
@Component({
  selector: 'sc-treatment-words-form',
  imports: [
    Field,
    FormField,
    MatButtonModule,
    MatCheckboxModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
    SavedMeanwhile,
  ],
  template: `
    <form class="u-w-l" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="u-cols-m u-gap-0-4">
        <sc-field label="Name">
          <mat-form-field><input matInput autocomplete="off" [formField]="words.name" /></mat-form-field>
        </sc-field>
        <sc-field label="Kind">
          <mat-form-field>
            <mat-select [formField]="words.class">
              @for (kind of kinds; track kind[0]) {
                <mat-option [value]="kind[0]">{{ kind[1] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
      </div>
      <sc-field label="Words for the emergency department" [hint]="left('emergencyWords')">
        <mat-form-field><textarea matInput rows="3" [formField]="words.emergencyWords"></textarea></mat-form-field>
      </sc-field>
      <sc-field label="Laboratory tests that it disturbs" optional [hint]="left('tests')">
        <mat-form-field><textarea matInput rows="2" [formField]="words.tests"></textarea></mat-form-field>
      </sc-field>
      <sc-field label="What needs care beside it" optional [hint]="left('careBeside')">
        <mat-form-field><textarea matInput rows="2" [formField]="words.careBeside"></textarea></mat-form-field>
      </sc-field>
      <div class="u-cols-m u-gap-0-4">
        <sc-field label="Kinds that need care beside it" optional hint="A child on both is marked.">
          <mat-form-field>
            <mat-select multiple [formField]="words.careWith">
              @for (kind of kinds; track kind[0]) {
                <mat-option [value]="kind[0]">{{ kind[1] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
        <sc-field label="Counts for how many months after the last dose" hint="0: not after the day it stopped.">
          <mat-form-field>
            <input matInput inputmode="numeric" autocomplete="off" [formField]="words.monthsAfter" />
          </mat-form-field>
        </sc-field>
      </div>
      <p><mat-checkbox [formField]="words.redWhenBleeding">A bleed on it makes the alert red</mat-checkbox></p>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="work.takeTheirs(); closed.emit()">
          <dt>Name</dt>
          <dd>{{ now.name }}</dd>
          <dt>Words</dt>
          <dd>{{ now.emergencyWords || 'Not recorded' }}</dd>
          <dt>Tests</dt>
          <dd>{{ now.tests || 'Not recorded' }}</dd>
          <dt>Care beside it</dt>
          <dd>{{ now.careBeside || 'Not recorded' }}</dd>
          <dt>Kind</dt>
          <dd>{{ kindWords[now.class] }}; {{ now.redWhenBleeding ? 'a bleed is red' : 'a bleed is not red by it' }}</dd>
          <dt>Counts for</dt>
          <dd>{{ now.monthsAfter }} months after the last dose</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">
          {{ version() === null ? 'Add' : 'Save the draft' }}
        </button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class TreatmentWordsForm {
  private readonly api = inject(Api);
  private readonly store = inject(TreatmentStore);

  /** The draft to write in; null for a treatment that is new. */
  readonly version = input.required<TreatmentVersionView | null>();
  readonly saved = output<TreatmentDetail>();
  readonly closed = output();

  private readonly newId = crypto.randomUUID();
  protected readonly work = versionedDraft({
    source: (): Facts | null => this.version(),
    id: () => this.version()?.id ?? 'new',
    version: (facts) => facts?.version ?? 1,
    begin: (facts): Draft => (facts === null ? BLANK : begun(facts)),
  });
  protected readonly draft = this.work.typed;
  protected readonly words = form(this.draft, (path) =>
    checkedBy(path, SaveTreatmentWords, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly kindWords = TREATMENT_CLASSES;
  protected readonly kinds = Object.entries(TREATMENT_CLASSES) as [TreatmentClass, string][];

  protected left(field: keyof typeof TREATMENT_TEXTS): string {
    return `${TREATMENT_TEXTS[field] - this.draft()[field].length} characters left. No amounts: they are in the plan of each child.`;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    const saved = await this.work.save(
      this.attempt,
      () => send(this.words, this.attempt, () => this.request()),
      (current) => current as unknown as TreatmentWordsChangedByAnother,
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.words);
  }

  private request(): Promise<TreatmentDetail> {
    const { version, ...facts } = this.toWire(this.draft());
    const draft = this.version();
    return draft === null
      ? this.store.after(this.api.call('POST treatments', { body: { id: this.newId, ...facts } }))
      : this.store.after(
          this.api.call('POST treatment-words/:id', { params: { id: draft.id }, body: { version, ...facts } }),
        );
  }

  private toWire(draft: Draft): SaveTreatmentWords {
    const { monthsAfter, ...facts } = draft;
    return {
      version: this.work.seen()?.version ?? 1,
      ...facts,
      monthsAfter: /^\d+$/.test(monthsAfter.trim()) ? Number(monthsAfter) : NaN,
    };
  }
}

function begun(facts: Facts): Draft {
  const { name, emergencyWords, tests, careBeside, careWith, redWhenBleeding, monthsAfter } = facts;
  return {
    name,
    class: facts.class,
    emergencyWords,
    tests,
    careBeside,
    careWith,
    redWhenBleeding,
    monthsAfter: String(monthsAfter),
  };
}
