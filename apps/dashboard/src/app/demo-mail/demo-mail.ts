import { Component, DestroyRef, inject } from '@angular/core';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';

const LOOK_EVERY_MS = 5000;

/** What the demo's own mail server took. Nothing on this page was sent to anybody. */
@Component({
  selector: 'sc-demo-mail',
  host: { class: 'u-block u-w-l' },
  imports: [AtTime, EmptyState, LoadState],
  templateUrl: './demo-mail.html',
  styleUrl: './demo-mail.scss',
})
export class DemoMail {
  private readonly api = inject(Api);
  protected readonly fetched = fetchedNow(() => this.api.call('GET demo-mail'));

  constructor() {
    const looking = setInterval(() => void this.fetched.refresh(), LOOK_EVERY_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(looking));
  }
}
