import { afterNextRender, Component, computed, inject, Injector, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatFormField } from '@angular/material/form-field';
import { MatInput } from '@angular/material/input';
import { RouterLink } from '@angular/router';
import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { HandoverAlert } from '@shared-care/contracts/handover/answers';
import { howLongAgo } from '@shared-care/domain/alert-clock';
import { ALERT_OUTCOMES, AWAITED } from '@shared-care/domain/alert-states';
import { ATTENDANCE_STATES } from '@shared-care/domain/attendance-states';
import { ILLNESS_SEVERITIES } from '@shared-care/domain/handover';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { Field } from '@shared-care/ui/field/field';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { HandoverNoteForm } from '../alerts/handover-note-form';
import { clockInWords, reasonInWords, riskFlags } from '../alerts/alert-words';

/** Alerts as somebody reads them out at a handover: who, where, what was agreed, who has it, what next. */
@Component({
  selector: 'sc-handover-lines',
  host: { class: 'u-block u-measured' },
  imports: [
    AtTime,
    Field,
    HandoverNoteForm,
    IdentityLine,
    MatButton,
    MatCheckbox,
    MatFormField,
    MatInput,
    RouterLink,
    StateChip,
    TierChip,
  ],
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
  readonly declined = output<{ line: HandoverAlert; reason: string }>();
  private readonly injector = inject(Injector);

  /** Ids of the line whose note is written, and of the one that is declined. */
  protected readonly writing = signal<string | null>(null);
  protected readonly declining = signal<string | null>(null);
  protected readonly severities = ILLNESS_SEVERITIES;

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

  protected written(id: string): void {
    this.writing.set(null);
    afterNextRender(() => document.getElementById(`note-${id}`)?.focus(), { injector: this.injector });
  }

  protected decline(event: Event, line: HandoverAlert): void {
    event.preventDefault();
    const reason = (event.target as HTMLFormElement).querySelector('input')!.value;
    this.declining.set(null);
    this.declined.emit({ line, reason });
  }
}
