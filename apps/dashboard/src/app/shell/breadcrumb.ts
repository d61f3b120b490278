import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '@shared-care/ui/icon/icon';
import { PageTitle } from '../core/page-title';
import { Place } from './place';

/** The way back to the work area, above every page that lies deeper than its entry of the navigation. */
@Component({
  selector: 'sc-breadcrumb',
  imports: [Icon, RouterLink],
  template: `
    @if (above(); as entry) {
      <nav class="no-print" aria-label="Breadcrumb">
        <ol class="row meta u-gap-1 u-mb-1">
          <li class="u-inline-flex u-center u-gap-1">
            <a [routerLink]="entry.path">{{ entry.word }}</a>
          </li>
          @for (part of parts(); track part) {
            <li class="u-inline-flex u-center u-gap-1">
              <sc-icon class="u-square-s" name="next" /><span [attr.aria-current]="$last ? 'page' : null">{{
                part
              }}</span>
            </li>
          }
        </ol>
      </nav>
    }
  `,
  styles: `
    /* There the bar says it, and the height is wanted. */
    @media (max-width: 640px) {
      nav {
        display: none;
      }
    }
  `,
})
export class Breadcrumb {
  private readonly title = inject(PageTitle);
  private readonly place = inject(Place);

  /** "Patient: open access" is a part of a record. */
  protected readonly parts = computed(() =>
    (this.title.shown() ?? '').split(': ').map((part) => part.charAt(0).toUpperCase() + part.slice(1)),
  );
  protected readonly above = computed(() => {
    const entry = this.place.entry();
    return entry === null || entry.path === this.place.path() || this.title.shown() === undefined ? null : entry;
  });
}
