import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { timeToBreach } from '@shared-care/domain/alert-clock';
import { londonDate } from '@shared-care/domain/london-time';
import { Icon } from '@shared-care/ui/icon/icon';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

/** Emergency accesses of the reader that still run, so that a page left is found again. Shows nothing when there is none. */
@Component({
  selector: 'sc-open-accesses',
  host: { class: 'u-block' },
  imports: [Icon, IdentityLine, RouterLink],
  template: `
    @if (running().length > 0) {
      <section aria-labelledby="open-accesses">
        <h2 class="u-mt-4 u-mb-2" id="open-accesses">Emergency access open</h2>
        @for (one of running(); track one.id) {
          <a
            class="u-flex u-gap-3 u-center u-tall-line u-mb-2 u-py-2 u-px-3 u-round-card u-on-card u-ink u-plain"
            [routerLink]="['/emergency-access', one.id]"
          >
            <sc-icon class="u-danger" name="warning" />
            <span>
              <sc-identity-line [patient]="one.patient" [on]="today()" />
              <span class="meta u-block">{{ one.reference }} · {{ one.left }}. Each look is recorded.</span>
            </span>
          </a>
        }
      </section>
    } @else if (open.problem() !== null) {
      <p class="meta u-block">Whether an emergency access of yours is still open could not be read.</p>
    }
  `,
  styles: `
    a {
      border: 2px solid var(--sc-danger);
    }
  `,
})
export class OpenAccesses {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly open = fetchedNow(() => this.api.call('GET break-glass/open'));
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly running = computed(() => {
    const now = this.clock.now();
    return (this.open.value()?.grants ?? [])
      .filter(({ expiresAt }) => new Date(expiresAt) > now)
      .map((one) => ({ ...one, left: timeToBreach(now, new Date(one.expiresAt)).words }));
  });
}
