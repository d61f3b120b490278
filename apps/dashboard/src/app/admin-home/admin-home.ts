import { Component, computed, ElementRef, inject, Injector, signal, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ImportRun } from '@shared-care/contracts/admin-home/answers';
import { READINESS } from '@shared-care/contracts/unit/shapes';
import { londonDate } from '@shared-care/domain/london-time';
import { HOURS_BANDS } from '@shared-care/domain/where-and-whom';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { ContactHealth } from '@shared-care/ui/contact-health/contact-health';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { Phone } from '@shared-care/ui/phone/phone';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { ClosureNote } from '../hospitals/closure-note';
import { ContactChangeCard } from '../hospitals/contact-change-card';
import { fetchedNow } from '../core/fetched-for';
import { focusWhenLost } from '../core/kept-focus';
import { ServerClock } from '../core/server-clock';
import { SetUpStore } from '../set-up/set-up-store';

/** What waits for an admin, most dangerous first. Of children there are counts, never which. */
@Component({
  selector: 'sc-admin-home',
  host: { class: 'u-block u-w-board' },
  imports: [MatButton, AtTime, ClosureNote, ContactChangeCard, ContactHealth, EmptyState, Phone, LoadState, RouterLink],
  templateUrl: './admin-home.html',
  styleUrl: './admin-home.scss',
})
export class AdminHomePage {
  private readonly api = inject(Api);
  protected readonly setUp = inject(SetUpStore);
  protected readonly names = READINESS;
  protected readonly bands = HOURS_BANDS;
  private readonly clock = inject(ServerClock);
  private readonly injector = inject(Injector);
  private readonly heading = viewChild.required<ElementRef<HTMLElement>>('heading');

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET admin-home'),
    (live) => live.changed('hospitals'),
  );
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly said = signal('');
  protected readonly toRing = computed(() => {
    const home = this.fetched.value();
    return home === null ? 0 : home.contactsInUse - home.contactsVerified;
  });
  /** Share of all numbers that can be trusted; at least 95 % is wanted (H6). */
  protected readonly share = computed(() => {
    const home = this.fetched.value();
    return home === null || home.contactsInUse === 0
      ? 100
      : Math.floor((100 * home.contactsVerified) / home.contactsInUse);
  });

  protected decided(words: string): void {
    this.said.set(words);
    void this.fetched.refresh();
    focusWhenLost(this.injector, () => this.heading().nativeElement);
  }

  protected refresh(): void {
    void this.fetched.refresh();
  }

  protected counts({ counts }: ImportRun): string {
    return Object.entries(counts)
      .map(([outcome, count]) => `${count} ${outcome}`)
      .join(', ');
  }
}
