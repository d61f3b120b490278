import { Component, input } from '@angular/core';

/** Says that a list shows no more than its first rows, and how many there are; nothing while it shows all. */
@Component({
  selector: 'sc-shown-of',
  template: `
    @if (total() > shown()) {
      <p class="meta" role="status">Showing {{ shown() }} of {{ total() }}{{ rest() ? '. ' + rest() : '.' }}</p>
    }
  `,
})
export class ShownOf {
  readonly shown = input.required<number>();
  readonly total = input.required<number>();
  /** Where the rest is, as a sentence. */
  readonly rest = input('');
}
