import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ContactTouches } from '@shared-care/contracts/contacts/answers';
import { SessionStore } from '../core/session-store';
import { childrenHereWords, usedInWords } from './contact-words';

/** Where a number counts, in words that lead to what they count for those who may open it. */
@Component({
  selector: 'sc-contact-touches',
  imports: [RouterLink],
  template: `
    <p class="meta">
      {{ used() }}
      @if (touches().arrangements > 0 && session.may('openAccess', 'board')) {
        <a routerLink="/open-access" [queryParams]="here()">Open access here</a>.
      }
      @if (children(); as words) {
        @if (session.may('patient', 'search')) {
          <a routerLink="/patients" [queryParams]="here()">{{ words }}</a>.
        } @else {
          {{ words }}.
        }
      }
    </p>
  `,
  styles: `
    :host {
      display: block;
    }
  `,
})
export class ContactTouchesLine {
  protected readonly session = inject(SessionStore);

  readonly touches = input.required<ContactTouches>();
  readonly hospitalId = input.required<string>();

  protected readonly here = computed(() => ({ hospital: this.hospitalId() }));
  protected readonly used = computed(() => usedInWords(this.touches()));
  protected readonly children = computed(() => childrenHereWords(this.touches()));
}
