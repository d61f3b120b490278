import { Location } from '@angular/common';
import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { FindAnything } from './find-anything';
import { UnitNumber } from './unit-number';

/**
 * Shown in place of a page, with ways on. The same whether something does not exist, was removed or may not be seen, so
 * it never gives away which.
 */
@Component({
  selector: 'sc-not-here',
  host: { class: 'u-block u-w-m' },
  imports: [MatButton, RouterLink, UnitNumber],
  template: `
    <h1 tabindex="-1">Nothing here that you can open</h1>
    <p>
      The address may be mistyped, what it named may be gone or part of another record now, or your account may not have
      this page.
    </p>
    <div class="row ways u-mt-4 u-mb-4">
      <button matButton="filled" type="button" (click)="find.ask()">Find it by name or reference</button>
      <a matButton="outlined" routerLink="/">Go to the first page</a>
      <button matButton="text" type="button" (click)="back()">Back to where you were</button>
    </div>
    <p><sc-unit-number lead="A child needs advice now? Ring the unit on" /></p>
  `,
})
export class NotHere {
  protected readonly find = inject(FindAnything);
  private readonly location = inject(Location);

  protected back(): void {
    this.location.back();
  }
}
