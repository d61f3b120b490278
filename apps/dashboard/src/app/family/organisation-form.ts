import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import type { Organisation } from '@shared-care/contracts/family/answers';
import { SaveOrganisation } from '@shared-care/contracts/family/shapes';
import type { OrganisationKind } from '@shared-care/domain/family';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { checkedBy, focusFirstError, orNull, send } from '../forms/checked-form';
import { Attempt } from '../core/attempt';
import { SavedMeanwhile } from '../forms/saved-meanwhile';
import { versionedDraft } from '../forms/versioned-draft';

/** A practice, school, dentist or team is written down, or set right for every child who goes there. */
@Component({
  selector: 'sc-organisation-form',
  imports: [DayBox, Field, FormField, MatButtonModule, MatFormFieldModule, MatInputModule, ProblemNote, SavedMeanwhile],
  template: `
    <form class="u-w-l u-mt-2 u-mb-2" novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="u-cols-m u-gap-0-4">
        <sc-field label="Name of the place">
          <mat-form-field><input matInput autocomplete="off" [formField]="changing.name" /></mat-form-field>
        </sc-field>
        <sc-field
          label="Published code"
          [optional]="kind() !== 'gp_practice'"
          [hint]="kind() === 'gp_practice' ? 'A letter and five digits, as in the list of practices' : ''"
        >
          <mat-form-field><input matInput autocomplete="off" [formField]="changing.odsCode" /></mat-form-field>
        </sc-field>
        <sc-field label="Address of the place" optional>
          <mat-form-field><input matInput autocomplete="off" [formField]="changing.address" /></mat-form-field>
        </sc-field>
        <sc-field label="Postcode of the place" optional>
          <mat-form-field><input matInput autocomplete="off" [formField]="changing.postcode" /></mat-form-field>
        </sc-field>
        <sc-field label="Telephone of the place" optional>
          <mat-form-field>
            <input matInput type="tel" autocomplete="off" [formField]="changing.phone" />
          </mat-form-field>
        </sc-field>
        <sc-field label="Email of the place" optional>
          <mat-form-field>
            <input matInput type="email" autocomplete="off" [formField]="changing.email" />
          </mat-form-field>
        </sc-field>
        @if (organisation() !== null) {
          <sc-field label="Closed on" optional><sc-day-box [formField]="changing.closedOn" /></sc-field>
        }
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="takeTheirs()">
          <dt>Name</dt>
          <dd>{{ now.name }} {{ now.odsCode }}</dd>
          <dt>Address</dt>
          <dd>{{ now.address ?? 'Not recorded' }} {{ now.postcode }}</dd>
          <dt>Telephone</dt>
          <dd>{{ now.phone ?? 'Not recorded' }}</dd>
          <dt>Email</dt>
          <dd>{{ now.email ?? 'Not recorded' }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button matButton="filled" [disabled]="attempt.busy()">Save the place</button>
        <button type="button" matButton="text" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
})
export class OrganisationForm {
  private readonly api = inject(Api);

  readonly kind = input.required<OrganisationKind>();
  /** Null: a new one, under the name that was looked for. */
  readonly organisation = input.required<Organisation | null>();
  readonly name = input('');
  readonly saved = output<Organisation>();
  readonly closed = output();

  private readonly newId = crypto.randomUUID();
  protected readonly work = versionedDraft({
    source: () => this.organisation(),
    id: (organisation) => `${this.kind()} ${organisation?.id ?? 'new'}`,
    version: (organisation) => organisation?.version ?? 0,
    begin: (organisation) => ({
      name: organisation?.name ?? this.name(),
      odsCode: organisation?.odsCode ?? '',
      address: organisation?.address ?? '',
      postcode: organisation?.postcode ?? '',
      phone: organisation?.phone ?? '',
      email: organisation?.email ?? '',
      closedOn: organisation?.closedOn ?? '',
    }),
  });
  protected readonly draft = this.work.typed;
  protected readonly changing = form(this.draft, (path) => checkedBy(path, SaveOrganisation, () => this.wire()));
  protected readonly attempt = new Attempt();

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    // The form stands inside no other, but its save must not reach one either.
    event.stopPropagation();
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
      () => send(this.changing, this.attempt, () => this.api.call('POST organisations', { body: this.wire() })),
      (current) => current as unknown as Organisation,
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.changing);
  }

  private wire(): SaveOrganisation {
    const draft = this.draft();
    return {
      id: this.organisation()?.id ?? this.newId,
      version: this.work.seen()?.version ?? 0,
      kind: this.kind(),
      ...draft,
      email: draft.email.trim(),
      closedOn: orNull(draft.closedOn),
    };
  }
}
