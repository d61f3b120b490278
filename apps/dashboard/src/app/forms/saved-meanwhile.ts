import { Component, input, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';

/** Somebody else saved what is being edited here: what it says now, as `dt` and `dd` inside, and the choice between the two. */
@Component({
  selector: 'sc-saved-meanwhile',
  imports: [MatButtonModule],
  host: { role: 'alert', class: 'card u-block u-mb-3' },
  template: `
    <p>
      <strong>{{ lead() }}</strong> What you typed is still here. It now says:
    </p>
    <dl class="facts"><ng-content /></dl>
    <div class="row">
      <button type="button" matButton="outlined" (click)="mine.emit()">Save mine over it</button>
      <button type="button" matButton="text" (click)="theirs.emit()">Keep theirs</button>
    </div>
  `,
  styles: `
    :host {
      grid-column: 1 / -1;
      border-inline-start: 0.25rem solid var(--sc-danger);
    }
  `,
})
export class SavedMeanwhile {
  readonly lead = input('Somebody else saved this meanwhile.');
  readonly mine = output();
  readonly theirs = output();
}
