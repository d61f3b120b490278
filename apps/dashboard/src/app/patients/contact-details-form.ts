import { Component, inject, input, output } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import { ChangeContactDetails } from '@shared-care/contracts/contact-details/shapes';
import { MESSAGES_CHOICES, type MessagesChoice } from '@shared-care/domain/may-contact';
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
  address: string;
  postcode: string;
  addressSince: string;
  phone: string;
  email: string;
  messages: MessagesChoice;
}

/** How a family is reached, to mend. What somebody else saved meanwhile is shown, never overwritten. */
@Component({
  selector: 'sc-contact-details-form',
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
      <div class="u-cols-m u-gap-0-4">
        <sc-field label="Address" optional>
          <mat-form-field><input matInput autocomplete="off" [formField]="changing.address" /></mat-form-field>
        </sc-field>
        <sc-field label="Postcode" optional>
          <mat-form-field><input matInput autocomplete="off" [formField]="changing.postcode" /></mat-form-field>
        </sc-field>
        <sc-field label="Lives there since" optional>
          <sc-day-box [formField]="changing.addressSince" [until]="today()" />
        </sc-field>
        <sc-field label="Telephone" optional>
          <mat-form-field>
            <input matInput type="tel" autocomplete="off" [formField]="changing.phone" />
          </mat-form-field>
        </sc-field>
        <sc-field label="Email" optional>
          <mat-form-field>
            <input matInput type="email" autocomplete="off" [formField]="changing.email" />
          </mat-form-field>
        </sc-field>
        <sc-field label="Messages such as invitations to surveys">
          <mat-form-field>
            <mat-select [formField]="changing.messages">
              @for (choice of choices; track choice[0]) {
                <mat-option [value]="choice[0]">{{ choice[1] }}</mat-option>
              }
            </mat-select>
          </mat-form-field>
        </sc-field>
      </div>
      @if (work.meanwhile(); as now) {
        <sc-saved-meanwhile (mine)="keepMine()" (theirs)="takeTheirs()">
          @for (box of boxes; track box.key) {
            <dt>{{ box.label }}</dt>
            <dd>{{ now[box.key] ?? 'Not known' }}</dd>
          }
          <dt>Lives there since</dt>
          <dd>{{ now.addressSince === null ? 'Not recorded' : shortDate(now.addressSince) }}</dd>
          <dt>Messages</dt>
          <dd>{{ choiceWords[now.messages] }}</dd>
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
export class ContactDetailsForm {
  private readonly api = inject(Api);

  readonly patientId = input.required<string>();
  readonly today = input.required<string>();
  readonly details = input.required<ContactDetails>();
  readonly saved = output<ContactDetails>();
  readonly closed = output();

  protected readonly work = versionedDraft({
    source: () => this.details(),
    id: () => this.patientId(),
    version: ({ version }) => version,
    begin: ({ address, postcode, addressSince, phone, email, messages }): Draft => ({
      address: address ?? '',
      postcode: postcode ?? '',
      addressSince: addressSince ?? '',
      phone: phone ?? '',
      email: email ?? '',
      messages,
    }),
  });
  protected readonly draft = this.work.typed;
  protected readonly changing = form(this.draft, (path) =>
    checkedBy(path, ChangeContactDetails, (draft) => this.toWire(draft)),
  );
  protected readonly attempt = new Attempt();
  protected readonly boxes = [
    { key: 'address', label: 'Address' },
    { key: 'postcode', label: 'Postcode' },
    { key: 'phone', label: 'Telephone' },
    { key: 'email', label: 'Email' },
  ] as const;
  protected readonly shortDate = shortDate;
  protected readonly choices = Object.entries(MESSAGES_CHOICES);
  protected readonly choiceWords = MESSAGES_CHOICES;

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
        send(this.changing, this.attempt, () =>
          this.api.call('POST patients/:id/contact-details', {
            params: { id: this.patientId() },
            body: this.toWire(this.draft()),
          }),
        ),
      (current) => current as unknown as ContactDetails,
    );
    if (saved !== null) this.saved.emit(saved);
    else if (this.work.meanwhile() === null) focusFirstError(this.changing);
  }

  private toWire(draft: Draft): ChangeContactDetails {
    return {
      version: this.work.seen().version,
      ...draft,
      addressSince: orNull(draft.addressSince),
      email: draft.email.trim(),
    };
  }
}
