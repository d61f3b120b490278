import { Component, computed, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { API } from '@shared-care/contracts/routes';

/** Takes away all that a list counts, with its filters and its order, as a file for a spreadsheet. It says how many. */
@Component({
  selector: 'sc-export-link',
  imports: [MatButton],
  template: `
    @if (total() > 0) {
      <a matButton="outlined" class="no-print" [href]="address()" download>Export {{ total() }} as CSV</a>
    }
  `,
})
export class ExportLink {
  /** The list, as in the address of its route. */
  readonly of = input.required<string>();
  readonly asked = input.required<Readonly<Record<string, string | number>>>();
  readonly total = input.required<number>();

  protected readonly address = computed(() => {
    const set = Object.entries(this.asked())
      .filter(([name]) => name !== 'page' && name !== 'rows')
      .map(([name, value]) => [name, String(value)]);
    return `${API}/${this.of()}/export?${new URLSearchParams(set).toString()}`;
  });
}
