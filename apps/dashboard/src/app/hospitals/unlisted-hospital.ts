import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { UNLISTED_HOSPITAL_KINDS, type UnlistedHospitalKind } from '@shared-care/domain/unlisted-hospital';
import { SelectBox } from '@shared-care/ui/select-box/select-box';

/** A hospital that the directory does not have, as it is typed. */
export interface TypedHospital {
  kind: UnlistedHospitalKind | '';
  name: string;
  place: string;
  phone: string;
}

/** Where the child is when no list has it: in words. It alerts all the same. */
@Component({
  selector: 'sc-unlisted-hospital',
  imports: [MatButton, SelectBox],
  template: `
    <fieldset class="field">
      <legend>A hospital that is not listed</legend>
      <p class="meta">
        It alerts all the same, as a hospital outside the network. It can be linked to the list later.
        <button type="button" matButton="text" (click)="listed.emit()">Choose from the list</button>
      </p>
      <div class="field">
        <label [for]="boxId() + '-name'">Hospital, or what is known of it</label>
        <input
          #name
          type="text"
          autocomplete="off"
          [id]="boxId() + '-name'"
          [value]="value().name"
          [attr.aria-invalid]="nameError() ? 'true' : null"
          [attr.aria-describedby]="nameError() ? boxId() + '-name-error' : null"
          (input)="set({ name: name.value })"
        />
        @if (nameError(); as words) {
          <span class="error" [id]="boxId() + '-name-error'">{{ words }}</span>
        }
      </div>
      <sc-select
        label="Why it is not listed"
        none="Choose"
        [boxId]="boxId() + '-kind'"
        [options]="kinds"
        [error]="kindError()"
        [value]="value().kind"
        (valueChange)="set({ kind: $any($event) })"
      />
      <div class="field">
        <label [for]="boxId() + '-place'">Town or country <span class="optional">if known</span></label>
        <input
          #place
          type="text"
          autocomplete="off"
          [id]="boxId() + '-place'"
          [value]="value().place"
          (input)="set({ place: place.value })"
        />
      </div>
      <div class="field">
        <label [for]="boxId() + '-phone'">Telephone of the hospital <span class="optional">if known</span></label>
        <input
          #phone
          type="tel"
          autocomplete="off"
          [id]="boxId() + '-phone'"
          [value]="value().phone"
          (input)="set({ phone: phone.value })"
        />
      </div>
    </fieldset>
  `,
})
export class UnlistedHospitalFields {
  readonly boxId = input.required<string>();
  readonly value = input.required<TypedHospital>();
  readonly nameError = input<string | null>(null);
  readonly kindError = input<string | null>(null);
  readonly typed = output<TypedHospital>();
  /** It is in the list after all. */
  readonly listed = output();

  protected readonly kinds = Object.entries(UNLISTED_HOSPITAL_KINDS);

  protected set(part: Partial<TypedHospital>): void {
    this.typed.emit({ ...this.value(), ...part });
  }
}
