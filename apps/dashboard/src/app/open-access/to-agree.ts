import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

/** What a link consultant is asked to agree to, longest waiting first. */
@Component({
  selector: 'sc-to-agree',
  host: { class: 'u-block u-w-m' },
  imports: [AtTime, EmptyState, IdentityLine, LoadState, RouterLink],
  template: `
    <h1 tabindex="-1">Open access to agree</h1>
    <sc-load-state [of]="list" />
    @if (list.value(); as answer) {
      @if (answer.arrangements.length === 0) {
        <sc-empty-state good words="No arrangement waits for you to agree." />
      } @else {
        <p role="status">{{ summary() }}</p>
        <ul class="card u-p-0">
          @for (one of answer.arrangements; track one.id) {
            <li>
              <a class="u-block u-py-3 u-px-4 u-ink u-plain" [routerLink]="['/open-access', one.id]">
                <sc-identity-line [patient]="one.patient" [on]="today()" />
                <span class="meta u-block"
                  >{{ one.unitName ?? one.hospital.name }}, {{ one.renews ? 'renewal' : 'new' }}, asked
                  <sc-at-time [at]="one.sentAt" [today]="today()"
                /></span>
                @if (one.chase !== 'none') {
                  <span class="tag amber"
                    ><span aria-hidden="true">◆ </span>Waiting {{ one.workingDays }} working days</span
                  >
                }
              </a>
            </li>
          }
        </ul>
      }
    }
  `,
  styles: `
    li + li {
      border-block-start: 1px solid var(--sc-border);
    }
    a:hover {
      background: var(--sc-hover);
    }
  `,
})
export class ToAgree {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly list = fetchedNow(
    () => this.api.call('GET open-access/to-agree'),
    (live) => live.changed('patients'),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly summary = computed(() => {
    const count = this.list.value()?.arrangements.length ?? 0;
    return count === 1 ? '1 arrangement waits for you.' : `${count} arrangements wait for you, longest waiting first.`;
  });
}
