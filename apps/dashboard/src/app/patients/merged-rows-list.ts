import { Component, computed, input } from '@angular/core';
import type { MergedRows } from '@shared-care/contracts/merges/answers';

/** How many entries of which kind go to the kept record, and which stay with the other. */
@Component({
  selector: 'sc-merged-rows-list',
  template: `
    @if (moving().length > 0) {
      <ul class="u-mb-3 u-bullets">
        @for (row of moving(); track row.table) {
          <li>{{ capital(row.words) }}: {{ row.moved }}</li>
        }
      </ul>
    } @else {
      <p>{{ done() ? 'Nothing moved.' : 'Nothing would move.' }}</p>
    }
    @if (staying().length > 0) {
      <h4 class="u-mb-1">{{ done() ? 'Kept with the old record' : 'Stays with the record that closes' }}</h4>
      <ul class="u-mb-3 u-bullets">
        @for (row of staying(); track row.table) {
          <li>{{ capital(row.words) }}: {{ row.kept }}, {{ row.because }}</li>
        }
      </ul>
    }
  `,
})
export class MergedRowsList {
  readonly rows = input.required<readonly MergedRows[]>();
  /** False while it is only what would happen. */
  readonly done = input.required<boolean>();
  protected readonly moving = computed(() => this.rows().filter(({ moved }) => moved > 0));
  protected readonly staying = computed(() => this.rows().filter(({ kept }) => kept > 0));

  protected capital(words: string): string {
    return words.charAt(0).toUpperCase() + words.slice(1);
  }
}
