import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';

/** The pages of the rota. */
@Component({
  selector: 'sc-rota-links',
  imports: [RouterLink, RouterLinkActive],
  template: `<nav class="no-print" aria-label="Rota">
    @for (page of pages; track page.path) {
      <a
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
    nav {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 8px;
      margin-block: 0 16px;
      border-block-end: 1px solid var(--sc-border);
    }
    a {
      display: inline-flex;
      align-items: center;
      min-block-size: 44px;
      padding: 0 12px;
      text-decoration: none;
    }
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
