import { Component, input, output } from '@angular/core';

/** Somebody else saved what is being edited here: what it says now, as `dt` and `dd` inside, and the choice between the two. */
@Component({
  selector: 'sc-saved-meanwhile',
  host: { role: 'alert', class: 'card' },
  template: `
    <p>
      <strong>{{ lead() }}</strong> What you typed is still here. It now says:
    </p>
    <dl class="facts"><ng-content /></dl>
    <div class="row">
      <button type="button" class="button" (click)="mine.emit()">Save mine over it</button>
      <button type="button" class="button plain" (click)="theirs.emit()">Keep theirs</button>
    </div>
  `,
  styles: `
    :host {
      display: block;
      margin-block-end: 12px;
      border-inline-start: 4px solid var(--sc-danger);
    }
  `,
})
export class SavedMeanwhile {
  readonly lead = input('Somebody else saved this meanwhile.');
  readonly mine = output();
  readonly theirs = output();
}
