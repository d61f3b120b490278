import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject } from '@angular/core';
import type { SheetContact } from '@shared-care/contracts/my-patients/answers';
import { londonDate } from '@shared-care/domain/london-time';
import { sheetInOrder } from '@shared-care/domain/sheet-order';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';
import { keepContactSheet } from './kept-contact-sheet';
import { RingUnit } from './ring-unit';

/** Numbers without any child: the one page that a phone may keep and show without a network (H19). */
@Component({
  selector: 'sc-contact-sheet',
  host: { class: 'u-block u-w-m' },
  imports: [AtTime, NgTemplateOutlet, OnDate, LoadState, RingUnit],
  template: `
    <h1 tabindex="-1">Contacts</h1>
    <sc-load-state [of]="sheet" />
    @if (sheet.value(); as shown) {
      <p class="meta">
        Answered at this hour first. As of <sc-at-time [at]="shown.now" [today]="today()" />. This page can be read on
        this phone without a network.
      </p>
      @for (hospital of hospitals(); track hospital.name) {
        <section [attr.aria-label]="hospital.name">
          <h2 class="u-mt-4 u-mb-2">{{ hospital.name }}</h2>
          @if (hospital.now.length > 0) {
            <ul class="card u-p-0" aria-label="Answered now">
              <ng-container *ngTemplateOutlet="lines; context: { $implicit: hospital.now }" />
            </ul>
          } @else {
            <p>No number here is answered at this hour.</p>
          }
          @if (hospital.later.length > 0) {
            <h3 class="u-mt-3 u-mb-1">At other hours</h3>
            <ul class="later card u-p-0" aria-label="At other hours">
              <ng-container *ngTemplateOutlet="lines; context: { $implicit: hospital.later }" />
            </ul>
          }
        </section>
      }
    }
    <sc-ring-unit />
    <ng-template #lines let-some>
      @for (contact of asLines(some); track $index) {
        <li class="u-bar u-py-2 u-px-3">
          <span>
            <strong>{{ contact.label }}</strong><br /><span class="meta"
              >{{ contact.hours }}.
              @if (contact.verifiedOn; as on) {
                Checked <sc-on-date [date]="on" />
              } @else {
                Never checked
              }
            </span>
            @if (contact.stale) {
              <br /><span class="u-fault"><span aria-hidden="true">▲ </span>Calls to it failed</span>
            }
          </span>
          <a class="phone u-inline-flex u-center u-tall-xl u-strong u-tabular" [href]="dial(contact.phone)"
            >{{ contact.phone }}{{ contact.extension ? ' x' + contact.extension : ''
            }}{{ contact.bleep ? ', bleep ' + contact.bleep : '' }}</a
          >
        </li>
      }
    </ng-template>
  `,
  styles: `
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
    .phone {
      font-size: 20px;
    }
    .later .phone {
      font-size: 16px;
      font-weight: 400;
    }
  `,
})
export class ContactSheetPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly sheet = fetchedNow(
    () => this.api.call('GET my-patients/contacts'),
    (live) => live.changed('hospitals'),
  );
  /** The hour on the server's clock chooses, also while the page stays open. */
  protected readonly hospitals = computed(() => {
    const sheet = this.sheet.value();
    const holidays = new Set(sheet?.bankHolidays ?? []);
    return (sheet?.hospitals ?? []).map(({ name, contacts }) => ({
      name,
      ...sheetInOrder(contacts, this.clock.now(), holidays),
    }));
  });
  protected readonly today = computed(() => londonDate(this.clock.now()));

  constructor() {
    effect(() => {
      const sheet = this.sheet.value();
      if (sheet !== null) void keepContactSheet(sheet);
    });
  }

  /** A template cannot say what its context is. */
  protected asLines(lines: SheetContact[]): SheetContact[] {
    return lines;
  }

  protected dial(phone: string): string {
    return `tel:${phone.replace(/[^\d+]/g, '')}`;
  }
}
