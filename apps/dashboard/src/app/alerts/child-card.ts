import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { isRunning } from './alert-commands';
import { MatchChild } from './match-child';
import { UndoMatch } from './undo-match';

/** Who the child may be, where the alert was raised without a record, or by an emergency access. */
@Component({
  selector: 'sc-child-card',
  host: { class: 'u-stack u-gap-3' },
  imports: [AtTime, MatchChild, OnDate, RouterLink, UndoMatch],
  templateUrl: './child-card.html',
  styles: `
    :host:empty {
      display: none;
    }
  `,
})
export class ChildCard {
  private readonly clock = inject(ServerClock);
  protected readonly session = inject(SessionStore);

  readonly alert = input.required<AlertDetail>();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly running = isRunning;
  protected readonly accessReasons = BREAK_GLASS_REASONS;
}
