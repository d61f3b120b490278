import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { Phone } from '@shared-care/ui/phone/phone';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ContactTouchesLine } from './contact-touches';
import { StaleOwner } from './stale-owner';

/** The work that numbers to which calls fail have opened, with what hangs on each and who finds the right one. */
@Component({
  selector: 'sc-stale-numbers',
  imports: [ContactTouchesLine, Phone, ProblemNote, RouterLink, StaleOwner],
  template: `
    @if (fetched.problem(); as problem) {
      <sc-problem-note
        [problem]="problem"
        lead="Stale numbers could not be loaded"
        [canRetry]="true"
        (retry)="fetched.retry()"
      />
    }
    @if (stale().length > 0) {
      <section class="card u-mb-4" aria-labelledby="stale-title">
        <h2 class="u-mb-2" id="stale-title">
          {{ stale().length === 1 ? '1 number' : stale().length + ' numbers' }} to put right
        </h2>
        <ul>
          @for (each of stale(); track each.contact.id) {
            <li>
              <p class="u-mb-1">
                <strong>{{ each.contact.label }}</strong>,
                <a [routerLink]="['/hospitals', each.hospital.id]">{{ each.hospital.name }}</a>
              </p>
              <p class="u-mb-1">
                <sc-phone
                  [phone]="each.contact.phone"
                  [extension]="each.contact.extension"
                  [bleep]="each.contact.bleep"
                />&ngsp;<span class="meta">{{ hours[each.contact.hours] }}</span>
              </p>
              @if (each.contact.touches; as touched) {
                <sc-contact-touches [touches]="touched" [contactId]="each.contact.id" [hospitalId]="each.hospital.id" />
              }
              <sc-stale-owner [contact]="each.contact" (changed)="fetched.refresh()" />
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    li + li {
      margin-block-start: 0.75rem;
      padding-block-start: 0.75rem;
      border-block-start: 1px solid var(--sc-border);
    }
  `,
})
export class StaleNumbers {
  private readonly api = inject(Api);
  protected readonly fetched = fetchedNow(
    () => this.api.call('GET contacts/to-verify'),
    (live) => live.changed('hospitals'),
  );
  protected readonly stale = computed(() =>
    (this.fetched.value()?.contacts ?? []).filter(({ contact }) => contact.stale !== null),
  );
  protected readonly hours = HOURS_BANDS;
}
