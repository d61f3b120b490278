import { Component, computed, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { Family, TreatmentGiver } from '@shared-care/contracts/family/answers';
import { SaveGiver } from '@shared-care/contracts/family/shapes';
import { GIVEN_AT, GIVERS, type GivenAt, type Giver } from '@shared-care/domain/family';
import { shortDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { Attempt } from '../core/attempt';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';

interface Draft {
  giver: Giver | '';
  whoId: string;
  givenAt: GivenAt | '';
  agreedOn: string;
  fromOn: string;
  untilOn: string;
  note: string;
}

const BLANK: Draft = { giver: '', whoId: '', givenAt: '', agreedOn: '', fromOn: '', untilOn: '', note: '' };

/** Who gives a treatment, where, from when to when, and on which day they agreed. */
@Component({
  selector: 'sc-giver-form',
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
        <sc-field label="Given by">
          <mat-form-field>
            <mat-select [formField]="given.giver">
              @for (each of givers; track each[0]) {
                <mat-option [value]="each[0]">{{ each[1] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
        @if (draft().giver !== '' && draft().giver !== 'child') {
          <sc-field label="Who" [hint]="who().length === 0 ? 'No people recorded above. Record them there first.' : ''">
            <mat-form-field>
              <mat-select [formField]="given.whoId">
                @for (each of who(); track each.id) {
                  <mat-option [value]="each.id">{{ each.name }}</mat-option>
                }
              </mat-select>
            </mat-form-field>
          </sc-field>
        }
        <sc-field label="Where">
          <mat-form-field>
            <mat-select [formField]="given.givenAt">
              @for (each of places; track each[0]) {
                <mat-option [value]="each[0]">{{ each[1] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
        <sc-field label="From which day"><sc-day-box [formField]="given.fromOn" /></sc-field>
        <sc-field label="To which day" optional hint="Empty: no end is known">
          <sc-day-box [formField]="given.untilOn" />
        </sc-field>
        <sc-field label="Agreed on" optional hint="Empty: asked, not agreed yet">
          <sc-day-box [formField]="given.agreedOn" [until]="today()" />
        </sc-field>
        <sc-field label="Note" optional>
          <mat-form-field><input matInput autocomplete="off" [formField]="given.note" /></mat-form-field>
        </sc-field>
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="takeTheirs()">
          <dt>Given by</dt>
          <dd>{{ words[now.giver] }} {{ (now.organisation ?? now.person ?? now.hospital)?.name }}</dd>
          <dt>From and to</dt>
          <dd>{{ shortDate(now.fromOn) }} to {{ now.untilOn === null ? 'no end known' : shortDate(now.untilOn) }}</dd>
          <dt>Agreed on</dt>
          <dd>{{ now.agreedOn === null ? 'Not yet' : shortDate(now.agreedOn) }}</dd>
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
export class GiverForm {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly entryId = input.required<string>();
  readonly family = input.required<Family>();
  /** Null: a new one. */
  readonly giver = input.required<TreatmentGiver | null>();
  readonly today = input.required<string>();
  readonly saved = output<Family>();
  readonly closed = output();

  private readonly newId = crypto.randomUUID();
  protected readonly work = versionedDraft({
    source: () => this.giver(),
    id: (giver) => `${this.entryId()} ${giver?.id ?? 'new'}`,
    version: (giver) => giver?.version ?? 0,
    begin: (giver): Draft =>
      giver === null
        ? { ...BLANK, fromOn: this.today() }
        : {
            giver: giver.giver,
            whoId: (giver.organisation ?? giver.person ?? giver.hospital)?.id ?? '',
            givenAt: giver.givenAt,
            agreedOn: giver.agreedOn ?? '',
            fromOn: giver.fromOn,
            untilOn: giver.untilOn ?? '',
            note: giver.note ?? '',
          },
  });
  protected readonly draft = this.work.typed;
  /** From what is recorded of this child, and from nowhere else. */
  protected readonly who = computed((): { id: string; name: string }[] => {
    const { people, places, hospitals } = this.family();
    const of = (role: 'community' | 'school') =>
      places
        .filter((place) => place.role === role && place.untilOn === null && place.struckOut === null)
        .map(({ organisation }) => organisation)
        .filter((one) => one !== null);
    switch (this.draft().giver) {
      case 'family':
        return people.filter(({ endedOn, struckOut }) => endedOn === null && struckOut === null);
      case 'hospital':
        return hospitals;
      case 'community_team':
        return of('community');
      case 'school':
        return of('school');
      default:
        return [];
    }
  });
  protected readonly given = form(this.draft, (path) => checkedBy(path, SaveGiver, (draft) => this.toWire(draft)));
  protected readonly attempt = new Attempt();
  protected readonly words = GIVERS;
  protected readonly givers = Object.entries(GIVERS) as [Giver, string][];
  protected readonly places = Object.entries(GIVEN_AT) as [GivenAt, string][];
  protected readonly shortDate = shortDate;

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
        send(this.given, this.attempt, () =>
          this.api.call('POST patients/:id/family/givers', {
            params: { id: this.patientId() },
            body: this.toWire(this.draft()),
          }),
        ),
      (current) => current as unknown as TreatmentGiver,
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.given);
  }

  private toWire({ giver, whoId, givenAt, agreedOn, fromOn, untilOn, note }: Draft): SaveGiver {
    return {
      id: this.giver()?.id ?? this.newId,
      version: this.work.seen()?.version ?? 0,
      entryId: this.entryId(),
      giver: giver as Giver,
      // Somebody of another kind was chosen before.
      whoId: giver !== 'child' && this.who().some(({ id }) => id === whoId) ? whoId : null,
      givenAt: givenAt as GivenAt,
      agreedOn: orNull(agreedOn),
      fromOn,
      untilOn: orNull(untilOn),
      note,
    };
  }
}
