import { Component, computed, inject, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from '@shared-care/ui/icon/icon';
import { NAVIGATION_GROUPS } from './navigation';
import { NavigationCountStore } from './navigation-counts';
import { Place } from './place';

let instances = 0;

/**
 * Every work area of the signed-in person in groups, with what waits in it: in the rail and in the drawer. Lists of
 * links, as Material's list brings its selection lists and the forms they stand on, 16 kB of the first screen.
 */
@Component({
  selector: 'sc-nav-list',
  imports: [Icon, RouterLink],
  template: `
    <nav aria-label="Main">
      @for (group of groups(); track group.name) {
        <p class="u-m-0 u-quiet u-strong" aria-hidden="true">{{ group.name }}</p>
        <ul [attr.aria-label]="group.name">
          @for (one of group.entries; track one.entry.path) {
            @let here = place.isHere(one.entry.path);
            @let waits = counts.waits(one.entry);
            <li>
              <a
                class="nav-link u-rowtext u-flex u-center u-px-3 u-round u-ink u-plain u-keep"
                [routerLink]="one.entry.path"
                [attr.aria-current]="here ? 'page' : null"
                [attr.aria-keyshortcuts]="one.number < 10 ? 'Alt+Shift+' + one.number : null"
                [attr.aria-describedby]="waits ? id + one.number : null"
                (click)="went.emit()"
              >
                <sc-icon class="u-square-m u-quiet" [name]="one.entry.icon" />
                {{ one.entry.word }}
                @if (waits) {
                  <span class="meta u-push u-normal u-tabular" [class.hot]="waits.hot" aria-hidden="true">{{
                    waits.count
                  }}</span>
                }
              </a>
              <!-- The name of a link stays the same; what waits is said after it. -->
              @if (waits) {
                <span hidden [id]="id + one.number">{{ waits.count }} {{ waits.words }}</span>
              }
            </li>
          }
        </ul>
      }
    </nav>
  `,
  styleUrl: './nav-list.scss',
})
export class NavList {
  protected readonly place = inject(Place);
  protected readonly counts = inject(NavigationCountStore);
  readonly went = output();
  protected readonly id = `nav-${++instances}-`;

  protected readonly groups = computed(() => {
    const entries = this.place.navigation().map((entry, index) => ({ entry, number: index + 1 }));
    return NAVIGATION_GROUPS.map((name) => ({
      name,
      entries: entries.filter(({ entry }) => entry.group === name),
    })).filter((group) => group.entries.length > 0);
  });
}
