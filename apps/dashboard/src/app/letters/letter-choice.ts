import { Component, computed, input, model } from '@angular/core';
import {
  LETTER_KINDS,
  LETTER_RECIPIENTS,
  RECIPIENTS_OF,
  type LetterKind,
  type LetterRecipient,
} from '@shared-care/domain/letters';
import { SelectBox } from '@shared-care/ui/select-box/select-box';

/** Which letter, for whom, and in which size: the same questions for one child and for a whole hospital. */
@Component({
  selector: 'sc-letter-choice',
  imports: [SelectBox],
  template: `
    <sc-select label="Letter" [options]="kinds" [value]="kind()" (valueChange)="choose($any($event))" />
    <fieldset class="field">
      <legend>For</legend>
      <div class="choices">
        @for (each of readers(); track each) {
          <label
            ><input
              type="radio"
              [name]="id() + '-recipient'"
              [checked]="recipient() === each"
              (change)="recipient.set(each)"
            />{{ words[each] }}</label
          >
        }
      </div>
    </fieldset>
    <label class="u-flex u-gap-2 u-center u-mb-4"
      ><input type="checkbox" [checked]="largePrint()" (change)="largePrint.set($any($event.target).checked)" /> Large
      print</label
    >
  `,
})
export class LetterChoice {
  /** Makes the ids of its boxes unique on the page. */
  readonly id = input.required<string>();
  readonly kind = model.required<LetterKind>();
  readonly recipient = model.required<LetterRecipient>();
  readonly largePrint = model.required<boolean>();

  protected readonly kinds = Object.entries(LETTER_KINDS) as [LetterKind, string][];
  protected readonly words = LETTER_RECIPIENTS;
  protected readonly readers = computed(() => RECIPIENTS_OF[this.kind()]);

  protected choose(kind: LetterKind): void {
    this.kind.set(kind);
    if (!RECIPIENTS_OF[kind].includes(this.recipient())) this.recipient.set(RECIPIENTS_OF[kind][0]!);
  }
}
