import { Component, input } from '@angular/core';
import type { LetterBlock } from '@shared-care/domain/letters';

/** The running words of a letter or of advice: headings, paragraphs, lists, facts and telephone numbers. */
@Component({
  selector: 'sc-letter-blocks',
  template: `
    @for (block of blocks(); track $index) {
      @switch (block.type) {
        @case ('heading') {
          <h2>{{ block.text }}</h2>
        }
        @case ('text') {
          <p>{{ block.text }}</p>
        }
        @case ('list') {
          @if (block.ordered) {
            <ol>
              @for (item of block.items; track $index) {
                <li>{{ item }}</li>
              }
            </ol>
          } @else {
            <ul>
              @for (item of block.items; track $index) {
                <li>{{ item }}</li>
              }
            </ul>
          }
        }
        @case ('facts') {
          <dl>
            @for (fact of block.facts; track fact.label) {
              <div>
                <dt>{{ fact.label }}</dt>
                <dd>{{ fact.text }}</dd>
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
                  <th scope="row">
                    <a [href]="'tel:' + dial(number.phone)">{{ number.phone }}</a>
                  </th>
                  <td>{{ number.words }}</td>
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
      margin-block: 12px 4px;
      font-size: 1.2em;
      line-height: 1.3;
    }
    p,
    ul,
    ol,
    dl {
      margin: 0 0 8px;
    }
    ol,
    ul {
      padding-inline-start: 1.5em;
      list-style: disc;
    }
    ol {
      list-style: decimal;
      font-weight: 600;
    }
    dl > div {
      margin-block-end: 4px;
    }
    dt {
      display: inline;
      font-weight: 600;
    }
    dt::after {
      content: ': ';
    }
    dd {
      display: inline;
      margin: 0;
      overflow-wrap: anywhere;
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
      text-align: start;
      vertical-align: baseline;
    }
    th {
      inline-size: 1%;
    }
    th a {
      font-size: 1.25em;
      font-weight: 600;
      white-space: nowrap;
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
