import { Component, computed, inject, input, linkedSignal, output, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ChangeContactDetails, type ContactDetails } from '@shared-care/contracts/contact-details';
import { MESSAGES_CHOICES, type MessagesChoice } from '@shared-care/domain/may-contact';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { checkedBy, focusFirstError, send } from '../alerts/checked-form';
import { ErrorShown, FieldError } from '../alerts/field-error';
import { Attempt } from '../shell/attempt';
import { SavedMeanwhile } from '../shell/saved-meanwhile';
import { ContactDetailsStore } from './contact-details-store';

interface Draft {
  address: string;
  postcode: string;
  phone: string;
  email: string;
  messages: MessagesChoice;
}

/** How a family is reached, to mend. What somebody else saved meanwhile is shown, never overwritten. */
@Component({
  selector: 'sc-contact-details-form',
  imports: [ErrorShown, FieldError, FormField, ProblemNote, SavedMeanwhile],
  template: `
    <form novalidate (submit)="save($event)" (keydown.control.enter)="save($event)">
      <div class="pair">
        <div class="field">
          <label for="contact-address">Address</label>
          <input id="contact-address" type="text" autocomplete="off" scErrorShown [formField]="changing.address" />
          <sc-field-error control="contact-address" [field]="changing.address" />
        </div>
        <div class="field">
          <label for="contact-postcode">Postcode</label>
          <input id="contact-postcode" type="text" autocomplete="off" scErrorShown [formField]="changing.postcode" />
          <sc-field-error control="contact-postcode" [field]="changing.postcode" />
        </div>
        <div class="field">
          <label for="contact-phone">Telephone</label>
          <input id="contact-phone" type="tel" autocomplete="off" scErrorShown [formField]="changing.phone" />
          <sc-field-error control="contact-phone" [field]="changing.phone" />
        </div>
        <div class="field">
          <label for="contact-email">Email</label>
          <input id="contact-email" type="email" autocomplete="off" scErrorShown [formField]="changing.email" />
          <sc-field-error control="contact-email" [field]="changing.email" />
        </div>
        <div class="field">
          <label for="contact-messages">Messages such as invitations to surveys</label>
          <select id="contact-messages" scErrorShown [formField]="changing.messages">
            @for (choice of choices; track choice[0]) {
              <option [value]="choice[0]">{{ choice[1] }}</option>
            }
          </select>
        </div>
      </div>
      @if (theirs(); as now) {
        <sc-saved-meanwhile (mine)="keepMine(now.version)" (theirs)="closed.emit()">
          @for (box of boxes; track box.key) {
            <dt>{{ box.label }}</dt>
            <dd>{{ now[box.key] ?? 'Not known' }}</dd>
          }
          <dt>Messages</dt>
          <dd>{{ choiceWords[now.messages] }}</dd>
        </sc-saved-meanwhile>
      } @else if (attempt.problem(); as problem) {
        <sc-problem-note lead="Not saved yet. What you typed is still here." [problem]="problem" />
      }
      <div class="row">
        <button class="button" [disabled]="attempt.busy()">Save</button>
        <button type="button" class="button plain" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styles: `
    .pair {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
      gap: 0 16px;
    }
  `,
})
export class ContactDetailsForm {
  private readonly store = inject(ContactDetailsStore);

  readonly patientId = input.required<string>();
  readonly details = input.required<ContactDetails>();
  readonly saved = output<ContactDetails>();
  readonly closed = output();

  // A signal of its own: a newer version of the same record must not touch what is being typed.
  private readonly whose = computed(() => this.patientId());
  private readonly seen = linkedSignal({
    source: this.whose,
    computation: () => untracked(() => this.details().version),
  });
  protected readonly draft = linkedSignal({
    source: this.whose,
    computation: (): Draft => {
      const { address, postcode, phone, email, messages } = untracked(() => this.details());
      return { address: address ?? '', postcode: postcode ?? '', phone: phone ?? '', email: email ?? '', messages };
    },
  });
  protected readonly theirs = linkedSignal<string, ContactDetails | null>({
    source: this.whose,
    computation: () => null,
  });
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
  protected readonly choices = Object.entries(MESSAGES_CHOICES);
  protected readonly choiceWords = MESSAGES_CHOICES;

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const saved = await send(this.changing, this.attempt, () =>
      this.store.change(this.patientId(), this.toWire(this.draft())),
    );
    if (saved !== null) return this.saved.emit(saved);
    const problem = this.attempt.problem();
    if (problem?.code === 'conflict') this.theirs.set(problem.current as unknown as ContactDetails);
    else focusFirstError(this.changing);
  }

  protected async keepMine(version: number): Promise<void> {
    this.seen.set(version);
    this.theirs.set(null);
    const saved = await this.attempt.run(() => this.store.change(this.patientId(), this.toWire(this.draft())));
    if (saved !== null) this.saved.emit(saved);
  }

  private toWire(draft: Draft): ChangeContactDetails {
    return { version: this.seen(), ...draft, email: draft.email.trim() };
  }
}
