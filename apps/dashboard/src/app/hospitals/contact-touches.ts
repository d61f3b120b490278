import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ContactTouches } from '@shared-care/contracts/contacts/answers';
import { SessionStore } from '../core/session-store';
import { childrenHereWords, usedInWords } from './contact-words';

/** Where a number counts, in words that lead to what they count for those who may open it. */
@Component({
  selector: 'sc-contact-touches',
  host: { class: 'u-block' },
  imports: [RouterLink],
  template: `
    <p class="meta">
      @if (written() && session.may('contact', 'uses')) {
        <a [routerLink]="['/hospitals/numbers', contactId()]">{{ used() }}</a>
      } @else {
        {{ used() }}
      }
      @if (children(); as words) {
        &ngsp;
        @if (session.may('patient', 'search')) {
          <a routerLink="/patients" [queryParams]="here()">{{ words }}</a>.
        } @else {
          {{ words }}.
        }
      }
    </p>
  `,
})
export class ContactTouchesLine {
  protected readonly session = inject(SessionStore);

  readonly touches = input.required<ContactTouches>();
  readonly contactId = input.required<string>();
  readonly hospitalId = input.required<string>();

  protected readonly here = computed(() => ({ hospital: this.hospitalId() }));
  protected readonly written = computed(() => {
    const { arrangements, letters, cards, plans } = this.touches();
    return arrangements + letters + cards + plans > 0;
  });
  protected readonly used = computed(() => usedInWords(this.touches()));
  protected readonly children = computed(() => childrenHereWords(this.touches()));
}
