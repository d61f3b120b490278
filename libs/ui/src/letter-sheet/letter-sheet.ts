import { Component, computed, input } from '@angular/core';
import type { Letter } from '@shared-care/contracts/letters/answers';
import { CLOSE, letterheadNumbers, salutationOf } from '@shared-care/domain/letters';
import { longDate, longDateTime } from '@shared-care/domain/london-time';
import { LetterBlocks } from './letter-blocks';

/**
 * A letter as a page: the accessible version of the PDF, made of the same model. On paper it is black on white at 12
 * points or more, 16 in large print, with its code and the state it was in when it was printed.
 */
@Component({
  selector: 'sc-letter-sheet',
  imports: [LetterBlocks],
  template: `
    @let model = letter().model;
    <article [class.large]="model.largePrint" [attr.aria-label]="model.title">
      @if (
        letter().answer === 'superseded' || letter().answer === 'withdrawn' || letter().answer === 'number_changed'
      ) {
        <p class="mark">
          {{
            letter().answer === 'withdrawn'
              ? 'WITHDRAWN'
              : letter().answer === 'superseded'
                ? 'SUPERSEDED'
                : 'SUPERSEDED: A NUMBER HAS CHANGED'
          }}
        </p>
      }
      <header>
        <div>
          <p class="unit">{{ model.unitName }}</p>
          @for (number of numbers(); track $index) {
            <p class="meta">{{ number }}</p>
          }
          <p class="title">{{ model.title }}</p>
          <p class="who">
            {{ model.patient.name }}. {{ model.patient.born }}.
            <span class="keep">NHS No. {{ model.patient.nhsNumber }}</span>
          </p>
          <p>To: {{ model.recipient }}. {{ longDate(model.validFrom) }}.</p>
          @for (line of model.recipientAddress ?? []; track $index) {
            <p class="address">{{ line }}</p>
          }
        </div>
        <svg
          role="img"
          [attr.aria-label]="'Code ' + model.code"
          [attr.viewBox]="'0 0 ' + letter().qr.size + ' ' + letter().qr.size"
        >
          <rect width="100%" height="100%" fill="#ffffff" />
          <path [attr.d]="letter().qr.path" fill="#000000" />
        </svg>
      </header>
      @if (salutation(); as dear) {
        <p class="dear">{{ dear }}</p>
      }
      @for (flag of model.flags; track flag) {
        <p class="flag">{{ flag }}</p>
      }
      <sc-letter-blocks [blocks]="model.blocks" />
      <div class="signature">
        @if (salutation() !== null) {
          <p class="close">{{ close }}</p>
        }
        <p>{{ model.signature }}</p>
        @if (salutation() !== null) {
          <p class="for">{{ model.unitName }}</p>
        }
      </div>
      <footer>
        <p>
          <strong
            >NHS No. <span class="keep">{{ model.patient.nhsNumber }}</span> · Version {{ model.versionNumber }} · Code
            <span class="keep">{{ model.code }}</span></strong
          >
        </p>
        <p>
          Valid from {{ longDate(model.validFrom) }}.
          @if (model.reviewBy; as by) {
            Review by {{ longDate(by) }}.
          }
          Printed {{ printedAt() }} by {{ letter().printedBy }}. Still current? {{ checkPage() }}
        </p>
      </footer>
    </article>
  `,
  styleUrl: './letter-sheet.scss',
})
export class LetterSheet {
  readonly letter = input.required<Letter>();

  protected readonly salutation = computed(() => salutationOf(this.letter().model));
  protected readonly close = CLOSE;
  protected readonly longDate = longDate;
  protected readonly numbers = computed(() => letterheadNumbers(this.letter().model));
  protected readonly printedAt = computed(() => longDateTime(new Date(this.letter().now)));
  protected readonly checkPage = computed(() => this.letter().checkUrl.replace(/\/[^/]*$/, ''));
}
