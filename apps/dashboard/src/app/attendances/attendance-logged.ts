import { Component, ElementRef, afterNextRender, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { LoggedAttendance } from '@shared-care/contracts/attendances/answers';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { SessionStore } from '../core/session-store';
import { TakeBackLog } from './take-back-log';

/** What the server made of it, and what to do next. Shown only once the server has answered. */
@Component({
  selector: 'sc-attendance-logged',
  imports: [MatButton, AtTime, OpenAccessChip, RingNow, RouterLink, TakeBackLog, TierChip],
  template: `
    @let saved = logged();
    @if (inSheet()) {
      <h2 id="log-attendance-title" tabindex="-1">Logged at <sc-at-time [at]="saved.loggedAt" [today]="today()" /></h2>
    } @else {
      <h1 id="log-attendance-title" tabindex="-1">Logged at <sc-at-time [at]="saved.loggedAt" [today]="today()" /></h1>
    }
    <p>
      {{ who() }}<br /><span class="meta">Reference {{ saved.reference }}</span>
    </p>
    @if (asFirstSent()) {
      <p class="first u-note">
        <strong>Logged as first sent.</strong> What you changed after that is not in it. Add it on the alert.
      </p>
    }
    <p><sc-tier-chip [tier]="saved.tier" [trigger]="saved.trigger" /></p>
    <p>Told: {{ saved.toldTo }}. To acknowledge by <sc-at-time [at]="saved.acknowledgeBy" [today]="today()" />.</p>
    @if (saved.unmatched) {
      <p>Not matched to a patient. It stays on Today until somebody matches it.</p>
    }
    <p><sc-open-access-chip [validity]="saved.openAccess" /><br />{{ saved.openAccessBecause }}</p>
    @if (saved.warnings.length > 0) {
      <ul class="u-bullets">
        @for (warning of saved.warnings; track $index) {
          <li>{{ warning }}</li>
        }
      </ul>
    }
    @if (inSheet()) {
      <h3>Ring now</h3>
    } @else {
      <h2>Ring now</h2>
    }
    <sc-ring-now [lines]="saved.ringNow" />
    @if (session.may('attendance', 'correct')) {
      <sc-take-back-log [logged]="saved" />
    }
    <p class="row u-mt-4 u-mb-0" [class.stays]="inSheet()">
      @if (session.may('alert', 'read')) {
        <a matButton="filled" [routerLink]="['/alerts', saved.alertId]" (click)="opened.emit()">Open alert</a>
      }
      <button type="button" matButton="outlined" (click)="another.emit()">Log another</button>
      <button type="button" matButton="outlined" (click)="closed.emit()">Close</button>
    </p>
  `,
  styles: `
    .stays {
      position: sticky;
      inset-block-end: 0;
      padding-block: 12px 16px;
      background: var(--sc-card);
      border-block-start: 1px solid var(--sc-border);
    }
  `,
})
export class AttendanceLogged {
  readonly logged = input.required<LoggedAttendance>();
  /** Whom it was logged for, as the sheet named the child. */
  readonly who = input.required<string>();
  readonly today = input.required<string>();
  readonly inSheet = input(false);
  /** It was stored before the person changed it. */
  readonly asFirstSent = input(false);
  readonly opened = output();
  readonly another = output();
  readonly closed = output();
  protected readonly session = inject(SessionStore);
  private readonly element: ElementRef<HTMLElement> = inject(ElementRef);

  constructor() {
    afterNextRender(() => this.element.nativeElement.querySelector<HTMLElement>('#log-attendance-title')?.focus());
  }
}
