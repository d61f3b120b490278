import { Component, computed, input } from '@angular/core';
import type { Letter } from '@shared-care/contracts/letters/answers';
import { CLOSE, letterheadNumbers, salutationOf, unitBeneath } from '@shared-care/domain/letters';
import { longDate, longDateTime } from '@shared-care/domain/london-time';
import { LetterBlocks } from './letter-blocks';

/** A letter as it was issued, or as it would be: that one has no code to check yet. */
export interface SheetLetter extends Pick<Letter, 'model' | 'printedBy' | 'now'> {
  answer: Letter['answer'] | null;
  qr: Letter['qr'] | null;
  checkUrl: string | null;
}

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
        <div class="head">
          <div>
            <p class="unit">{{ model.unitName }}</p>
            @if (model.unitAddress; as lines) {
              <p class="meta">{{ lines.join(', ') }}</p>
            }
            @for (number of numbers(); track $index) {
              <p class="meta">{{ number }}</p>
            }
          </div>
          @if (letter().qr; as qr) {
            <svg role="img" [attr.aria-label]="'Code ' + model.code" [attr.viewBox]="'0 0 ' + qr.size + ' ' + qr.size">
              <rect width="100%" height="100%" fill="#ffffff" />
              <path [attr.d]="qr.path" fill="#000000" />
            </svg>
          }
        </div>
        <div class="to">
          <div>
            <p>{{ model.recipient }}</p>
            @for (line of model.recipientAddress ?? []; track $index) {
              <p class="address">{{ line }}</p>
            }
          </div>
          <p class="date">{{ longDate(model.validFrom) }}</p>
        </div>
        <p class="title">{{ model.title }}</p>
        <p class="who">
          {{ model.patient.name }}. {{ model.patient.born }}.
          <span class="keep">NHS No. {{ model.patient.nhsNumber }}</span>
        </p>
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
          @if (beneath(); as unit) {
            <p class="for">{{ unit }}</p>
          }
          @if (model.issuer; as issuer) {
            <p class="for">{{ issuer }}</p>
          }
        }
        @if (model.enclosures; as enclosures) {
          <p class="for enclosed">Enclosed: {{ enclosures.join('; ') }}</p>
        }
      </div>
      <footer>
        <p>
          <strong
            >NHS No. <span class="keep">{{ model.patient.nhsNumber }}</span> · Version {{ model.versionNumber }} · Code
            <span class="keep">{{ model.code || 'given on issue' }}</span></strong
          >
        </p>
        <p>
          Valid from {{ longDate(model.validFrom) }}.
          @if (model.reviewBy; as by) {
            Review by {{ longDate(by) }}.
          }
          @if (letter().checkUrl; as url) {
            Printed {{ printedAt() }} by {{ letter().printedBy }}. Still current? {{ checkPage(url) }}
          } @else {
            Not issued yet.
          }
        </p>
      </footer>
    </article>
  `,
  styleUrl: './letter-sheet.scss',
})
export class LetterSheet {
  readonly letter = input.required<SheetLetter>();

  protected readonly salutation = computed(() => salutationOf(this.letter().model));
  protected readonly beneath = computed(() => unitBeneath(this.letter().model));
  protected readonly close = CLOSE;
  protected readonly longDate = longDate;
  protected readonly numbers = computed(() => letterheadNumbers(this.letter().model));
  protected readonly printedAt = computed(() => longDateTime(new Date(this.letter().now)));

  protected checkPage(url: string): string {
    return url.replace(/\/[^/]*$/, '');
  }
}
