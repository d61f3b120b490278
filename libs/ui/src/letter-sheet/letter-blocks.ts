import { Component, input } from '@angular/core';
import type { LetterBlock } from '@shared-care/domain/letters';

/** The running words of a letter or of advice: headings, paragraphs, lists, facts and telephone numbers. */
@Component({
  selector: 'sc-letter-blocks',
  template: `
    @for (block of blocks(); track $index) {
      @switch (block.type) {
        @case ('heading') {
          <h2 class="u-mt-3 u-mb-1">{{ block.text }}</h2>
        }
        @case ('text') {
          <p class="u-m-0 u-mb-2">{{ block.text }}</p>
        }
        @case ('list') {
          @if (block.ordered) {
            <ol class="u-m-0 u-mb-2 u-strong">
              @for (item of block.items; track $index) {
                <li>{{ item }}</li>
              }
            </ol>
          } @else {
            <ul class="u-m-0 u-mb-2">
              @for (item of block.items; track $index) {
                <li>{{ item }}</li>
              }
            </ul>
          }
        }
        @case ('facts') {
          <dl class="u-m-0 u-mb-2">
            @for (fact of block.facts; track fact.label) {
              <div class="u-mb-1">
                <dt class="u-strong">{{ fact.label }}</dt>
                <dd class="u-break">{{ fact.text }}</dd>
              </div>
            }
          </dl>
        }
        @case ('numbers') {
          <table>
            <caption class="visually-hidden">
              Telephone numbers
            </caption>
            <tbody>
              @for (number of block.numbers; track $index) {
                <tr>
                  <th class="u-start" scope="row">
                    <a class="u-strong u-keep" [href]="'tel:' + dial(number.phone)">{{ number.phone }}</a>
                  </th>
                  <td class="u-start">{{ number.words }}</td>
                </tr>
              }
            </tbody>
          </table>
        }
      }
    }
  `,
  styles: `
    h2 {
      font-size: 1.2em;
      line-height: 1.3;
    }
    ol,
    ul {
      padding-inline-start: 1.5em;
      list-style: disc;
    }
    ol {
      list-style: decimal;
    }
    dt {
      display: inline;
    }
    dt::after {
      content: ': ';
    }
    dd {
      display: inline;
    }
    table {
      margin-block-end: 0.5em;
      border-collapse: collapse;
      font-size: inherit;
      line-height: 1.3;
    }
    th,
    td {
      padding: 0.25em 0.75em 0.25em 0;
      border-block-end: 1px solid currentColor;
      vertical-align: baseline;
    }
    th {
      inline-size: 1%;
    }
    th a {
      font-size: 1.25em;
    }
    tr {
      break-inside: avoid;
    }
    @media print {
      th a {
        color: inherit;
        text-decoration: none;
      }
    }
  `,
})
export class LetterBlocks {
  readonly blocks = input.required<readonly LetterBlock[]>();

  protected dial(phone: string): string {
    return phone.replace(/[^\d+]/g, '');
  }
}
