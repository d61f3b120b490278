import { Component, computed, DestroyRef, effect, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { londonTime } from '@shared-care/domain/london-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Icon, type IconName } from '@shared-care/ui/icon/icon';
import { LiveBadge } from '@shared-care/ui/live-badge/live-badge';
import { IdleEnd } from '../core/idle-end';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';
import { UnitNumber } from '../core/unit-number';
import { RingUnit } from './ring-unit';

interface Way {
  path: string;
  word: string;
  icon: IconName;
}

/**
 * The frame of one child at another hospital: one line with the child in it, the page, one bar under the thumb. It stands
 * in place of the shell, whose search, rail and bars would leave a phone no room for the plan, nor time to load it.
 */
@Component({
  selector: 'sc-child-frame',
  host: { class: 'u-flex u-column u-mid' },
  imports: [Avatar, Icon, LiveBadge, RingUnit, RouterLink, UnitNumber],
  templateUrl: './child-frame.html',
  styleUrl: './child-frame.scss',
})
export class ChildFrame {
  protected readonly session = inject(SessionStore);
  protected readonly idle = inject(IdleEnd);
  private readonly live = inject(Live);
  private readonly cameFrom = inject(Router).currentNavigation()?.previousNavigation ?? null;

  /** True once there is a heading to begin reading at. */
  readonly shown = input(false);

  protected readonly fresh = computed(() => {
    const fresh = this.live.freshness();
    const at = fresh.kind === 'live' ? fresh.at : fresh.kind === 'not_live' ? fresh.since : fresh.showing;
    return { kind: fresh.kind, at: londonTime(at) };
  });
  protected readonly me = computed(() => {
    const user = this.session.user();
    return user && { id: user.id, displayName: user.displayName };
  });
  protected readonly leaves = computed(() => {
    const warning = this.idle.warning();
    return warning && { at: londonTime(warning.at), extendable: warning.extendable };
  });
  protected readonly moreOpen = signal(false);
  protected readonly ways = computed(() =>
    (
      [
        { path: '/my-patients', word: 'My patients', icon: 'patients', open: true },
        { path: '/my-patients/contacts', word: 'Contacts', icon: 'phone', open: true },
        { path: '/my-patients/me', word: 'My cover and dates', icon: 'calendar', open: true },
        { path: '/patients', word: 'All as a list', icon: 'filter', open: this.session.may('patient', 'search') },
        {
          path: '/open-access/to-agree',
          word: 'Open access to agree',
          icon: 'door',
          open: this.session.may('openAccess', 'agree'),
        },
        {
          path: '/emergency-access',
          word: 'Emergency access',
          icon: 'warning',
          open: this.session.may('breakGlass', 'use'),
        },
        { path: '/account', word: 'Your account', icon: 'person', open: true },
      ] satisfies (Way & { open: boolean })[]
    ).filter(({ open }) => open),
  );

  constructor() {
    this.idle.watch();
    this.live.start();
    inject(DestroyRef).onDestroy(() => this.live.stop());
    let begun = false;
    effect(() => {
      if (!this.shown() || begun) return;
      begun = true;
      if (this.cameFrom !== null)
        requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1[tabindex="-1"]')?.focus());
    });
  }

  protected signOut(): Promise<void> {
    return this.session.signOut();
  }
}
