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
import type { FactState, FactValue, PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import type { FactChange } from '@shared-care/contracts/patient-facts/shapes';
import { CHANGED_FACTS } from '@shared-care/domain/patient-change';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { fieldProblem } from '../core/problem';
import { FACT_BOXES, factInWords } from './fact-words';
import { SourceFields, type ChosenSource } from './source-fields';

/** As a refusal says it: without the history. */
type FactNow = Omit<FactState, 'changes'>;

/** One fact, to change. What somebody else saved meanwhile is shown beside it, never overwritten. */
@Component({
  selector: 'sc-change-fact-form',
  host: { class: 'u-block u-py-3' },
  imports: [
    DayBox,
    Field,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
    SavedMeanwhile,
    SourceFields,
  ],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)" (keydown.escape)="closed.emit()">
      <div class="u-cols-s u-gap-0-4">
        @for (box of boxes(); track box.key) {
          <sc-field
            [label]="box.label"
            [optional]="box.optional === true"
            [hint]="box.hint ?? ''"
            [error]="problemOf(box.key)"
          >
            @switch (box.kind) {
              @case ('day') {
                <sc-day-box [value]="draft()[box.key] ?? ''" (valueChange)="write(box.key, $event)" [until]="today()" />
              }
              @case ('choice') {
                <mat-form-field>
                  <mat-select [value]="draft()[box.key]" (selectionChange)="write(box.key, $event.value)">
                    @for (one of box.choices; track one[0]) {
                      <mat-option [value]="one[0]">{{ one[1] }}</mat-option>
                    }
                  </mat-select>
                </mat-form-field>
              }
              @case ('long') {
                <mat-form-field>
                  <textarea
                    matInput
                    rows="2"
                    [value]="draft()[box.key]"
                    (input)="write(box.key, $any($event.target).value)"
                  ></textarea>
                </mat-form-field>
              }
              @default {
                <mat-form-field>
                  <input
                    matInput
                    autocomplete="off"
                    spellcheck="false"
                    [value]="draft()[box.key]"
                    (input)="write(box.key, $any($event.target).value)"
                  />
                </mat-form-field>
              }
            }
          </sc-field>
        }
        @if (settle() === null) {
          <sc-source-fields [(kind)]="source" [(words)]="words" [error]="sourceError()" />
        }
        <ng-content />
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="work.takeTheirs(); keptTheirs.emit()">
          <dt>{{ label() }}</dt>
          <dd>{{ inWords(now.value) }}</dd>
          <dt>Yours</dt>
          <dd>{{ inWords(wire()) }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">{{ settle() === null ? 'Save' : 'Corrected' }}</button>
        <button matButton="text" type="button" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class ChangeFactForm {
  private readonly api = inject(Api);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);

  readonly patientId = input.required<string>();
  readonly fact = input.required<FactState>();
  readonly today = input.required<string>();
  /** Saves the change together with what it settles, and says where it comes from; what comes next is its own. */
  readonly settle = input<((change: FactChange) => Promise<void>) | null>(null);
  readonly saved = output<PatientFacts>();
  /** What somebody else saved is kept, in place of what was typed here. */
  readonly keptTheirs = output();
  readonly closed = output();

  private readonly which = computed(() => this.fact().fact);
  protected readonly work = versionedDraft({
    source: (): FactNow => this.fact(),
    id: ({ fact }) => `${this.patientId()} ${fact}`,
    version: ({ version }) => version,
    whole: true,
    begin: ({ value }): Record<string, string> =>
      Object.fromEntries(Object.entries(value).map(([key, text]) => [key, startOf(key, text)])),
  });
  protected readonly draft = this.work.typed;
  protected readonly source = signal<ChosenSource | ''>('');
  protected readonly words = signal('');
  protected readonly tried = signal(false);
  protected readonly attempt = new Attempt();
  protected readonly boxes = computed(() =>
    FACT_BOXES[this.which()].filter(({ key }) => key !== 'allergies' || this.draft()['allergyState'] === 'known'),
  );
  protected readonly label = computed(() => CHANGED_FACTS[this.which()]);
  protected readonly sourceError = computed(() =>
    this.tried() && this.source() === '' ? 'Choose where this comes from.' : null,
  );
  protected readonly wire = computed<FactValue>(() => {
    const draft = this.draft();
    return Object.fromEntries(
      FACT_BOXES[this.which()].map(({ key }) => {
        const gone = key === 'allergies' && draft['allergyState'] !== 'known';
        const typed = draft[key]?.trim() ?? '';
        return [key, typed === '' || gone ? null : typed];
      }),
    );
  });

  constructor() {
    afterNextRender(() => this.host.nativeElement.querySelector<HTMLElement>('input, mat-select, textarea')?.focus(), {
      injector: inject(Injector),
    });
  }

  protected inWords(value: FactValue): string {
    return factInWords(this.which(), value);
  }

  protected write(key: string, value: string): void {
    this.draft.update((draft) => ({ ...draft, [key]: value }));
  }

  protected problemOf(key: string): string | null {
    return fieldProblem(this.attempt.problem(), `changes.0.${key}`);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (this.source() !== '' || this.settle() !== null) await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  private async send(): Promise<void> {
    const source = { kind: this.source() as ChosenSource, words: this.words().trim() || null };
    const wire = this.wire();
    // A name or a choice that is missing is told by the server in the words of its field.
    const required = Object.fromEntries(
      FACT_BOXES[this.which()]
        .filter(({ optional, key }) => !optional && wire[key] === null)
        .map(({ key }) => [key, '']),
    );
    const change = {
      fact: this.which(),
      version: this.work.seen().version,
      ...wire,
      ...required,
    } as unknown as FactChange;
    const settle = this.settle();
    const saved = await this.work.save(
      this.attempt,
      () =>
        this.attempt.run(async () =>
          settle === null
            ? this.api.call('POST patients/:id/facts', {
                params: { id: this.patientId() },
                body: { changes: [change], source },
              })
            : settle(change).then(() => null),
        ),
      (current) => (current['fact'] === undefined ? null : (current as unknown as FactNow)),
    );
    if (saved !== null) this.saved.emit(saved);
  }
}

/** Without a number its status begins as not traced. */
function startOf(key: string, value: string | null): string {
  if (key === 'nhsNumberStatus') return value === 'verified' ? 'verified' : 'not_verified';
  return value ?? '';
}
