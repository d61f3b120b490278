import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { DoseDays, Family, GivenTreatment } from '@shared-care/contracts/family/answers';
import { SaveDoseDays } from '@shared-care/contracts/family/shapes';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { Attempt } from '../core/attempt';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';
import { doseDaysWords, WEEKDAYS } from './dose-days-words';

interface Draft {
  pattern: 'none' | 'weekdays' | 'every';
  weekdays: number[];
  everyDays: string;
  firstOn: string;
}

/** On which days a treatment is due. How much is given stands in no field here. */
@Component({
  selector: 'sc-dose-days-form',
  imports: [
    DayBox,
    Field,
    FormField,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    MatSelectModule,
    ProblemNote,
    SavedMeanwhile,
  ],
  template: `
    <form class="u-w-l u-mt-2 u-mb-2" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="u-cols-m u-gap-0-4">
        <sc-field label="Dose days">
          <mat-form-field>
            <mat-select [formField]="days.pattern">
              <mat-option value="weekdays">On days of the week</mat-option>
              <mat-option value="every">Every so many days</mat-option>
              <mat-option value="none">None recorded</mat-option>
            </mat-select>
          </mat-form-field>
        </sc-field>
        @if (draft().pattern === 'weekdays') {
          <sc-field label="Days of the week">
            <mat-form-field>
              <mat-select multiple [formField]="days.weekdays">
                @for (name of weekdays; track $index) {
                  <mat-option [value]="$index + 1">{{ name }}</mat-option>
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
        }
        @if (draft().pattern === 'every') {
          <sc-field label="Every how many days">
            <mat-form-field>
              <input matInput inputmode="numeric" autocomplete="off" [formField]="days.everyDays" />
            </mat-form-field>
          </sc-field>
        }
        @if (draft().pattern !== 'none') {
          <sc-field
            [label]="draft().pattern === 'every' ? 'Counted from' : 'First day'"
            [optional]="draft().pattern !== 'every'"
          >
            <sc-day-box [formField]="days.firstOn" />
          </sc-field>
        }
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="takeTheirs()">
          <dt>Dose days</dt>
          <dd>{{ say(now) }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">Save</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class DoseDaysForm {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly treatment = input.required<GivenTreatment>();
  readonly saved = output<Family>();
  readonly closed = output();

  protected readonly work = versionedDraft({
    source: () => this.treatment().doseDays,
    id: () => this.treatment().entryId,
    version: (days) => days?.version ?? 0,
    begin: (days): Draft => ({
      pattern: days?.everyDays != null ? 'every' : 'weekdays',
      weekdays: days?.weekdays ?? [],
      everyDays: days?.everyDays?.toString() ?? '',
      firstOn: days?.firstOn ?? '',
    }),
    // The days make sense only together.
    whole: true,
  });
  protected readonly draft = this.work.typed;
  protected readonly days = form(this.draft, (path) => checkedBy(path, this.schema, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly weekdays = WEEKDAYS;
  protected readonly say = doseDaysWords;

  /** A pattern that was chosen is filled; the wire itself leaves it open. */
  private get schema() {
    return SaveDoseDays.superRefine(({ everyDays, weekdays }, context) => {
      const { pattern } = this.draft();
      if (pattern === 'weekdays' && weekdays.length === 0)
        context.addIssue({ code: 'custom', path: ['weekdays'], message: 'Choose the days of the week.' });
      if (pattern === 'every' && everyDays === null)
        context.addIssue({ code: 'custom', path: ['everyDays'], message: 'Enter 1 to 120 days.' });
    });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await this.send();
  }

  protected async keepMine(): Promise<void> {
    this.work.keepMine();
    await this.send();
  }

  protected takeTheirs(): void {
    this.work.takeTheirs();
    this.closed.emit();
  }

  private async send(): Promise<void> {
    const saved = await this.work.save(
      this.attempt,
      () =>
        send(this.days, this.attempt, () =>
          this.api.call('POST patients/:id/family/dose-days', {
            params: { id: this.patientId() },
            body: this.toWire(this.draft()),
          }),
        ),
      (current) => current as unknown as DoseDays,
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.days);
  }

  private toWire({ pattern, weekdays, everyDays, firstOn }: Draft): SaveDoseDays {
    return {
      entryId: this.treatment().entryId,
      version: this.work.seen()?.version ?? 0,
      firstOn: pattern === 'none' ? null : orNull(firstOn),
      everyDays: pattern === 'every' && everyDays.trim() !== '' ? Number(everyDays) : null,
      weekdays: pattern === 'weekdays' ? weekdays : [],
    };
  }
}
