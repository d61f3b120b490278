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
    <article class="u-relative u-boxed" [class.large]="model.largePrint" [attr.aria-label]="model.title">
      @if (
        letter().answer === 'superseded' || letter().answer === 'withdrawn' || letter().answer === 'number_changed'
      ) {
        <p class="mark u-absolute u-strong u-centred u-through">
          {{
            letter().answer === 'withdrawn'
              ? 'WITHDRAWN'
              : letter().answer === 'superseded'
                ? 'SUPERSEDED'
                : 'SUPERSEDED: A NUMBER HAS CHANGED'
          }}
        </p>
      }
      <header class="u-mb-4">
        <div class="head u-flex u-gap-4 u-between u-mb-4">
          <div>
            <p class="unit u-strong">{{ model.unitName }}</p>
            @if (model.unitAddress; as lines) {
              <p class="meta">{{ lines.join(', ') }}</p>
            }
            @for (number of numbers(); track $index) {
              <p class="meta">{{ number }}</p>
            }
          </div>
          @if (letter().qr; as qr) {
            <svg
              class="u-fixed"
              role="img"
              [attr.aria-label]="'Code ' + model.code"
              [attr.viewBox]="'0 0 ' + qr.size + ' ' + qr.size"
            >
              <rect width="100%" height="100%" fill="#ffffff" />
              <path [attr.d]="qr.path" fill="#000000" />
            </svg>
          }
        </div>
        <div class="to u-flex u-gap-4 u-between">
          <div>
            <p>{{ model.recipient }}</p>
            @for (line of model.recipientAddress ?? []; track $index) {
              <p class="address u-pre">{{ line }}</p>
            }
          </div>
          <p class="date u-fixed">{{ longDate(model.validFrom) }}</p>
        </div>
        <p class="title u-strong">{{ model.title }}</p>
        <p class="who u-strong">
          {{ model.patient.name }}. {{ model.patient.born }}.
          <span class="u-keep">NHS No. {{ model.patient.nhsNumber }}</span>
        </p>
      </header>
      @if (salutation(); as dear) {
        <p class="dear">{{ dear }}</p>
      }
      @for (flag of model.flags; track flag) {
        <p class="flag u-py-1 u-px-2 u-strong">{{ flag }}</p>
      }
      <sc-letter-blocks [blocks]="model.blocks" />
      <div class="signature u-strong">
        @if (salutation() !== null) {
          <p class="close u-normal">{{ close }}</p>
        }
        <p>{{ model.signature }}</p>
        @if (salutation() !== null) {
          @if (beneath(); as unit) {
            <p class="u-normal">{{ unit }}</p>
          }
          @if (model.issuer; as issuer) {
            <p class="u-normal">{{ issuer }}</p>
          }
        }
        @if (model.enclosures; as enclosures) {
          <p class="enclosed u-normal">Enclosed: {{ enclosures.join('; ') }}</p>
        }
      </div>
      <footer class="u-mt-4 u-pt-2">
        <p>
          <strong
            >NHS No. <span class="u-keep">{{ model.patient.nhsNumber }}</span> · Version {{ model.versionNumber }} ·
            Code <span class="u-keep">{{ model.code || 'given on issue' }}</span></strong
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
