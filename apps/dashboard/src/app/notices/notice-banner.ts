import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PatientNotices } from '@shared-care/contracts/notices/answers';
import { NOTICE_KINDS } from '@shared-care/domain/notices';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { Api } from '../core/api';
import { fetchedFor } from '../core/fetched-for';
import { NoticeStore } from './notice-store';

/** What nobody has dealt with yet, on every tab of the record. */
@Component({
  selector: 'sc-notice-banner',
  imports: [OnDate, RouterLink],
  template: `
    @if (running().length > 0) {
      <section
        class="notices u-flex u-wrap u-between u-gap-1-4 u-py-2 u-px-4 u-on-card"
        aria-label="Notices about this record"
      >
        <ul class="row u-gap-0-6 u-stretch">
          @for (notice of running(); track notice.id) {
            <li>
              <strong><span aria-hidden="true">◆ </span>{{ kinds[notice.kind] }}</strong>
              {{ notice.kind === 'of_age' ? 'since' : 'on' }} <sc-on-date [date]="notice.on" />
            </li>
          }
        </ul>
        <a class="no-print" [routerLink]="['/patients', patientId(), 'family']">Deal with it</a>
      </section>
    }
  `,
  styles: `
    .notices {
      border: 1px solid var(--sc-border);
      border-inline-start: 4px solid var(--sc-amber);
    }
  `,
})
export class NoticeBanner {
  private readonly api = inject(Api);
  private readonly store = inject(NoticeStore);
  readonly patientId = input.required<string>();
  /** From the page that has them already; null: they are fetched here. */
  readonly given = input<PatientNotices | null>(null);

  private readonly fetched = fetchedFor(
    () => (this.given() === null ? this.patientId() : null),
    (id) => this.api.call('GET patients/:id/notices', { params: { id } }),
    () => this.store.changed(),
  );
  protected readonly running = computed(() =>
    ((this.given() ?? this.fetched.value())?.notices ?? []).filter(
      ({ dismissed, ended }) => dismissed === null && ended === null,
    ),
  );
  protected readonly kinds = NOTICE_KINDS;
}
