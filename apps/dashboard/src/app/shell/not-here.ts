import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SessionStore } from './session-store';

/** The same page whether something does not exist or may not be seen, so it never gives away which. */
@Component({
  selector: 'sc-not-here',
  imports: [RouterLink],
  template: `
    <h1 tabindex="-1">Nothing here that you can open</h1>
    <p>The address may be mistyped, or your account may not have this page.</p>
    @if (session.unitPhone(); as phone) {
      <p>
        Ring the unit on <a [href]="'tel:' + phone">{{ phone }}</a>.
      </p>
    }
    <p><a routerLink="/">Go to the first page</a></p>
  `,
})
export class NotHere {
  protected readonly session = inject(SessionStore);
}
