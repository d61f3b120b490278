import { Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';

/** In place of a record that was closed: where to go on. It holds no name; the kept record does. */
@Component({
  selector: 'sc-merged-note',
  imports: [MatButton, RouterLink],
  template: `
    <div class="card">
      <h1 tabindex="-1">This record was merged into another</h1>
      <p>The child has one record now. Everything is done there.</p>
      <div class="row">
        <a matButton="filled" [routerLink]="['/patients', survivorId()]">Open the record that is kept</a>
        <a matButton="outlined" routerLink="/merges">See what was merged</a>
      </div>
    </div>
  `,
})
export class MergedNote {
  readonly survivorId = input.required<string>();
}
