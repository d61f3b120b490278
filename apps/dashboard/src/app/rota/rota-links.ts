import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** The pages of the rota. */
@Component({
  selector: 'sc-rota-links',
  imports: [RouterLink, RouterLinkActive],
  template: `<nav class="no-print u-flex u-wrap u-gap-1-2 u-mt-0 u-mb-4 u-ruled-end" aria-label="Rota">
    @for (page of pages; track page.path) {
      <a
        class="u-inline-flex u-center u-tall-l u-py-0 u-px-3 u-plain"
        [routerLink]="page.path"
        routerLinkActive="here"
        ariaCurrentWhenActive="page"
        [routerLinkActiveOptions]="{
          paths: 'exact',
          queryParams: 'ignored',
          matrixParams: 'ignored',
          fragment: 'ignored',
        }"
        >{{ page.word }}</a
      >
    }
  </nav>`,
  styles: `
    .here {
      color: var(--sc-text);
      font-weight: 600;
      box-shadow: inset 0 -4px 0 var(--sc-primary);
    }
  `,
})
export class RotaLinks {
  protected readonly pages = [
    { path: '/rota', word: 'Week' },
    { path: '/rota/told', word: 'Who is told' },
    { path: '/rota/pattern', word: 'Weekly rota' },
    { path: '/rota/numbers', word: 'Duty numbers' },
    { path: '/rota/bank-holidays', word: 'Bank holidays' },
  ];
}
