import { Component, computed, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import { SaveGiver, type Family, type TreatmentGiver } from '@shared-care/contracts/family';
import { GIVEN_AT, GIVERS, type GivenAt, type Giver } from '@shared-care/domain/family';
import { shortDate } from '@shared-care/domain/london-time';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { checkedBy, focusFirstError, orNull, send } from '../alerts/checked-form';
import { Attempt } from '../shell/attempt';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { FamilyStore } from './family-store';

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
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="pair">
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
          <sc-field label="Who" [hint]="who().length === 0 ? 'Nobody is recorded above. Record them there first.' : ''">
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
      @if (theirs(); as now) {
        <sc-saved-meanwhile (mine)="keepMine(now.version)" (theirs)="closed.emit()">
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
  styleUrl: './family-form.scss',
})
export class GiverForm {
  private readonly store = inject(FamilyStore);

  readonly patientId = input.required<string>();
  readonly entryId = input.required<string>();
  readonly family = input.required<Family>();
  /** Null: a new one. */
  readonly giver = input.required<TreatmentGiver | null>();
  readonly today = input.required<string>();
  readonly saved = output<Family>();
  readonly closed = output();

  private readonly whose = computed(() => `${this.entryId()} ${this.giver()?.id ?? 'new'}`);
  private readonly newId = crypto.randomUUID();
  private readonly seen = linkedSignal({
    source: this.whose,
    computation: () => untracked(() => this.giver()?.version ?? 0),
  });
  protected readonly draft = linkedSignal({
    source: this.whose,
    computation: (): Draft => {
      const one = untracked(() => this.giver());
      return one === null
        ? { ...BLANK, fromOn: untracked(() => this.today()) }
        : {
            giver: one.giver,
            whoId: (one.organisation ?? one.person ?? one.hospital)?.id ?? '',
            givenAt: one.givenAt,
            agreedOn: one.agreedOn ?? '',
            fromOn: one.fromOn,
            untilOn: one.untilOn ?? '',
            note: one.note ?? '',
          };
    },
  });
  protected readonly theirs = linkedSignal<string, TreatmentGiver | null>({
    source: this.whose,
    computation: () => null,
  });
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
    const saved = await send(this.given, this.attempt, () => this.request());
    if (saved !== null) return this.saved.emit(saved);
    const problem = this.attempt.problem();
    if (problem?.code === 'conflict') this.theirs.set(problem.current as unknown as TreatmentGiver);
    else focusFirstError(this.given);
  }

  protected async keepMine(version: number): Promise<void> {
    this.seen.set(version);
    this.theirs.set(null);
    const saved = await this.attempt.run(() => this.request());
    if (saved !== null) this.saved.emit(saved);
  }

  private request(): Promise<Family> {
    return this.store.saveGiver(this.patientId(), this.toWire(this.draft()));
  }

  private toWire({ giver, whoId, givenAt, agreedOn, fromOn, untilOn, note }: Draft): SaveGiver {
    return {
      id: this.giver()?.id ?? this.newId,
      version: this.seen(),
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
