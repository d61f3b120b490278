import { Component, computed, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { HandoverAlert } from '@shared-care/contracts/handover/answers';
import { howLongAgo } from '@shared-care/domain/alert-clock';
import { ALERT_OUTCOMES, AWAITED } from '@shared-care/domain/alert-states';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { clockInWords, reasonInWords, riskFlags } from '../alerts/alert-words';

/** Alerts as somebody reads them out at a handover: who, where, what was agreed, who has it, what next. */
@Component({
  selector: 'sc-handover-lines',
  imports: [AtTime, IdentityLine, RouterLink, StateChip, TierChip],
  templateUrl: './handover-lines.html',
  styleUrl: './handover-lines.scss',
})
export class HandoverLines {
  readonly label = input.required<string>();
  readonly lines = input.required<readonly HandoverAlert[]>();
  readonly now = input.required<Date>();
  readonly me = input<string>();
  /** Ids of those left out; null when nothing is chosen here. */
  readonly leftOut = input<ReadonlySet<string> | null>(null);
  readonly acceptable = input(false);
  readonly included = output<{ id: string; yes: boolean }>();
  readonly accepted = output<HandoverAlert>();

  protected readonly today = computed(() => londonDate(this.now()));
  protected readonly reason = reasonInWords;
  protected readonly risks = riskFlags;
  protected readonly awaited = AWAITED;
  protected readonly outcomes = ALERT_OUTCOMES;
  protected readonly states = ATTENDANCE_STATES;

  protected ago(instant: string): string {
    return howLongAgo(this.now(), new Date(instant));
  }

  protected clock(alert: AlertInQueue): string {
    return clockInWords(alert, this.now()).words;
  }

  protected tick(id: string, event: Event): void {
    this.included.emit({ id, yes: (event.target as HTMLInputElement).checked });
  }
}
