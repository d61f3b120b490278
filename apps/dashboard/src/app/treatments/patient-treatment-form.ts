import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatRadioModule } from '@angular/material/radio';
import { MatSelectModule } from '@angular/material/select';
import type {
  PatientTreatment,
  PatientTreatments,
  TreatmentChangedByAnother,
} from '@shared-care/contracts/treatments/answers';
import { ChangeTreatment } from '@shared-care/contracts/treatments/shapes';
import { CHOSEN_SOURCES, FACT_SOURCES } from '@shared-care/domain/fact-source';
import { TREATMENT_PURPOSES, type TreatmentPurpose } from '@shared-care/domain/treatments';
import { shortDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { Attempt } from '../core/attempt';
import { TreatmentStore } from './treatment-store';

type Source = keyof typeof CHOSEN_SOURCES;

interface Draft {
  treatmentId: string;
  purpose: TreatmentPurpose | '';
  regimen: string;
  startedOn: string;
  stoppedOn: string;
  source: Source | '';
}

const BLANK: Draft = { treatmentId: '', purpose: '', regimen: '', startedOn: '', stoppedOn: '', source: '' };

/** A treatment begins, is set right, or stops. */
@Component({
  selector: 'sc-patient-treatment-form',
  imports: [
    DayBox,
    Field,
    FormField,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatRadioModule,
    MatSelectModule,
    ProblemNote,
    SavedMeanwhile,
  ],
  template: `
    <form class="u-w-l u-mt-2 u-mb-2" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="u-cols-m u-gap-0-4">
        @if (!stopping()) {
          <sc-field label="Treatment">
            <mat-form-field>
              <mat-select [formField]="given.treatmentId">
                @for (choice of choices(); track choice.id) {
                  <mat-option [value]="choice.id"
                    >{{ choice.name }}{{ choice.approved ? '' : ' (words not yet approved)' }}</mat-option
                  >
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
          <sc-field label="Given as">
            <mat-radio-group [formField]="given.purpose">
              @for (purpose of purposes; track purpose[0]) {
                <mat-radio-button [value]="purpose[0]">{{ purpose[1] }}</mat-radio-button>
              }
            </mat-radio-group>
          </sc-field>
          <sc-field label="Regimen" optional hint="In words, for example: every two weeks">
            <mat-form-field><input matInput autocomplete="off" [formField]="given.regimen" /></mat-form-field>
          </sc-field>
          <sc-field label="First day" optional hint="Empty: not known">
            <sc-day-box [formField]="given.startedOn" [until]="today()" />
          </sc-field>
        }
        @if (stopping() || treatment()?.stoppedOn || treatment() === null) {
          <sc-field
            label="Last day"
            [optional]="!stopping()"
            [hint]="stopping() ? 'Day of the last dose' : 'Empty: it still runs'"
          >
            <sc-day-box [formField]="given.stoppedOn" [until]="today()" />
          </sc-field>
        }
        <sc-field label="Where this comes from">
          <mat-form-field>
            <mat-select [formField]="given.source">
              @for (source of sources; track source[0]) {
                <mat-option [value]="source[0]">{{ source[1] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="work.takeTheirs(); keptTheirs.emit()">
          <dt>Treatment</dt>
          <dd>{{ now.name }}, {{ purposeWords[now.purpose].toLowerCase() }}</dd>
          <dt>Regimen</dt>
          <dd>{{ now.regimen || 'Not recorded' }}</dd>
          <dt>Days</dt>
          <dd>{{ days(now) }}</dd>
          <dt>Source</dt>
          <dd>{{ sourceWords[now.source] }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">{{ stopping() ? 'Stop the treatment' : 'Save' }}</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    mat-radio-group {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1rem;
    }
  `,
})
export class PatientTreatmentForm {
  private readonly api = inject(Api);
  private readonly store = inject(TreatmentStore);

  readonly patientId = input.required<string>();
  readonly choices = input.required<PatientTreatments['choices']>();
  /** Null: a new one. */
  readonly treatment = input.required<PatientTreatment | null>();
  readonly stopping = input(false);
  readonly today = input.required<string>();
  readonly saved = output<PatientTreatments>();
  /** What somebody else saved is kept, in place of what was typed here. */
  readonly keptTheirs = output();
  readonly closed = output();

  private readonly newId = crypto.randomUUID();
  protected readonly work = versionedDraft({
    source: this.treatment,
    id: (one) => `${this.patientId()} ${one?.id ?? 'new'} ${this.stopping()}`,
    version: (one) => one?.version ?? 1,
    whole: true,
    begin: (one): Draft => (one === null ? BLANK : begun(one)),
  });
  protected readonly draft = this.work.typed;
  protected readonly given = form(this.draft, (path) => checkedBy(path, this.schema, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly purposes = Object.entries(TREATMENT_PURPOSES) as [TreatmentPurpose, string][];
  protected readonly purposeWords = TREATMENT_PURPOSES;
  protected readonly sources = Object.entries(CHOSEN_SOURCES) as [Source, string][];
  protected readonly sourceWords = FACT_SOURCES;

  protected days({ startedOn, stoppedOn }: PatientTreatment): string {
    return `${startedOn === null ? 'Not known' : shortDate(startedOn)} to ${stoppedOn === null ? 'now' : shortDate(stoppedOn)}`;
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
      () => send(this.given, this.attempt, () => this.request()),
      (current) => {
        const { treatment, version } = current as unknown as TreatmentChangedByAnother;
        return { ...treatment, version };
      },
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.given);
  }

  /** A treatment that is stopped needs the day; the wire itself leaves it open. */
  private get schema() {
    return ChangeTreatment.superRefine(({ stoppedOn }, context) => {
      if (this.stopping() && stoppedOn === null)
        context.addIssue({ code: 'custom', path: ['stoppedOn'], message: 'Enter the last day.' });
    });
  }

  private request(): Promise<PatientTreatments> {
    const { version, ...given } = this.toWire(this.draft());
    const one = this.treatment();
    return one === null
      ? this.store.after(
          this.api.call('POST patients/:id/treatments', {
            params: { id: this.patientId() },
            body: { id: this.newId, ...given },
          }),
        )
      : this.store.after(
          this.api.call('POST patient-treatments/:id', { params: { id: one.id }, body: { version, ...given } }),
        );
  }

  /** What is not chosen yet is no member of its list; the schema says what to choose. */
  private toWire(draft: Draft): ChangeTreatment {
    return {
      version: this.work.seen()?.version ?? 1,
      treatmentId: draft.treatmentId,
      purpose: draft.purpose as TreatmentPurpose,
      regimen: draft.regimen,
      startedOn: orNull(draft.startedOn),
      stoppedOn: orNull(draft.stoppedOn),
      source: draft.source as Source,
    };
  }
}

function begun({ treatmentId, purpose, regimen, startedOn, stoppedOn }: PatientTreatment): Draft {
  return {
    treatmentId,
    purpose,
    regimen,
    startedOn: startedOn ?? '',
    stoppedOn: stoppedOn ?? '',
    // Of a change it is asked anew.
    source: '',
  };
}
