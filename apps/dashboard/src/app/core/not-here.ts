import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { UnitNumber } from './unit-number';

/** The same page whether something does not exist or may not be seen, so it never gives away which. */
@Component({
  selector: 'sc-not-here',
  imports: [RouterLink, UnitNumber],
  template: `
    <h1 tabindex="-1">Nothing here that you can open</h1>
    <p>The address may be mistyped, or your account may not have this page.</p>
    <p><sc-unit-number /></p>
    <p><a routerLink="/">Go to the first page</a></p>
  `,
})
export class NotHere {}
