import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatAutocompleteModule, type MatAutocompleteSelectedEvent } from '@angular/material/autocomplete';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { form, FormField } from '@angular/forms/signals';
import type { Family, Organisation } from '@shared-care/contracts/family/answers';
import { KIND_OF_ROLE, PLACE_ROLES, type PlaceRole } from '@shared-care/domain/family';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { fieldProblem } from '../core/problem';
import { Attempt } from '../core/attempt';
import { OrganisationForm } from './organisation-form';

/** Which practice, school, dentist or team a child goes to: found by name, code or postcode, or written down. */
@Component({
  selector: 'sc-place-form',
  imports: [
    DayBox,
    Field,
    FormField,
    MatAutocompleteModule,
    MatButtonModule,
    MatFormFieldModule,
    MatInputModule,
    OrganisationForm,
    ProblemNote,
  ],
  template: `
    @if (writing()) {
      <sc-organisation-form
        [kind]="kind()"
        [organisation]="null"
        [name]="typed()"
        (saved)="wrote($event)"
        (closed)="writing.set(false)"
      />
    } @else {
      <form class="u-w-l u-mt-2 u-mb-2" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
        <div class="u-cols-m u-gap-0-4">
          <sc-field [label]="label()" hint="Type a name, code or postcode" [error]="error()">
            <mat-form-field>
              <input
                #box
                matInput
                autocomplete="off"
                [matAutocomplete]="found"
                [value]="typed()"
                (focus)="look(box.value)"
                (input)="look(box.value)"
              />
              <mat-autocomplete #found [displayWith]="nameOf" (optionSelected)="choose($event)">
                @for (each of matches(); track each.id) {
                  <mat-option [value]="each"
                    >{{ each.name }}<span class="meta"> {{ each.odsCode }} {{ each.postcode }}</span></mat-option
                  >
                }
              </mat-autocomplete>
            </mat-form-field>
          </sc-field>
          <sc-field label="From" optional hint="Empty: not known">
            <sc-day-box [formField]="days.fromOn" />
          </sc-field>
        </div>
        @if (more() > 0) {
          <p class="meta">{{ more() }} more match. Type more of the name.</p>
        }
        @if (attempt.problem(); as problem) {
          <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
        }
        <div class="row">
          <button matButton="filled" [disabled]="attempt.busy()">Save</button>
          <button type="button" matButton="outlined" (click)="writing.set(true)">Not in the list: write it down</button>
          <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
        </div>
      </form>
    }
  `,
})
export class PlaceForm {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly role = input.required<PlaceRole>();
  readonly saved = output<Family>();
  readonly closed = output();

  private readonly newId = crypto.randomUUID();
  private asked = 0;
  protected readonly typed = signal('');
  protected readonly matches = signal<readonly Organisation[]>([]);
  protected readonly more = signal(0);
  protected readonly chosen = signal<Organisation | null>(null);
  protected readonly writing = signal(false);
  protected readonly draft = signal({ fromOn: '' });
  protected readonly days = form(this.draft);
  protected readonly attempt = new Attempt();
  private readonly tried = signal(false);
  protected readonly kind = computed(() => KIND_OF_ROLE[this.role()]);
  protected readonly label = computed(() => PLACE_ROLES[this.role()]);
  protected readonly error = computed(() =>
    this.tried() && this.chosen() === null
      ? 'Choose one from the list, or write it down.'
      : fieldProblem(this.attempt.problem(), 'organisationId'),
  );

  protected readonly nameOf = (place: Organisation | string): string =>
    typeof place === 'string' ? place : place.name;

  protected async look(words: string): Promise<void> {
    this.typed.set(words);
    if (words !== this.chosen()?.name) this.chosen.set(null);
    const round = ++this.asked;
    try {
      const { organisations, total } = await this.api.call('POST organisations/search', {
        body: { kind: this.kind(), words: words.trim() },
      });
      if (round !== this.asked) return;
      this.matches.set(organisations);
      this.more.set(total - organisations.length);
    } catch {
      // What was typed can still be written down; saving says what is wrong.
      if (round === this.asked) this.matches.set([]);
    }
  }

  protected choose({ option }: MatAutocompleteSelectedEvent): void {
    const place = option.value as Organisation;
    this.chosen.set(place);
    this.typed.set(place.name);
  }

  protected wrote(place: Organisation): void {
    this.writing.set(false);
    this.chosen.set(place);
    this.typed.set(place.name);
    void this.send(place);
  }

  protected save(event: Event): void {
    event.preventDefault();
    this.tried.set(true);
    const place = this.chosen();
    if (place !== null && this.days().valid()) void this.send(place);
  }

  private async send(place: Organisation): Promise<void> {
    const saved = await this.attempt.run(() =>
      this.api.call('POST patients/:id/family/places', {
        params: { id: this.patientId() },
        body: {
          id: this.newId,
          version: 0,
          role: this.role(),
          organisationId: place.id,
          fromOn: this.draft().fromOn || null,
          untilOn: null,
        },
      }),
    );
    if (saved !== null) this.saved.emit(saved);
  }
}
