import { Component, computed, type ElementRef, inject, input, output, signal, viewChildren } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import { howLongAgo } from '@shared-care/domain/alert-clock';
import { ALERT_OUTCOMES, AWAITED } from '@shared-care/domain/alert-states';
import { TOLD_BY, UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { londonDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DueClock } from '@shared-care/ui/due-clock/due-clock';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { OpenAccessChip } from '@shared-care/ui/open-access-chip/open-access-chip';
import { StateChip } from '@shared-care/ui/state-chip/state-chip';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { clockInWords, levelInWords, reasonInWords, riskFlags } from '../alerts/alert-words';
import { SeenOnScreen } from '../alerts/seen-on-screen';
import { isTyping, Shortcuts } from '../core/shortcuts';
import type { AlertRow, Cell } from './alert-rows';

/** What happened to the person's own last action on an alert. */
export interface RowNote {
  kind: 'working' | 'owned' | 'failed';
  words: string;
  undo: boolean;
}

/** Alerts as a table; on narrow screens each row becomes a card. */
@Component({
  selector: 'sc-alert-table',
  imports: [RouterLink, AtTime, DueClock, IdentityLine, OnDate, OpenAccessChip, SeenOnScreen, StateChip, TierChip],
  templateUrl: './alert-table.html',
  styleUrl: './alert-table.scss',
})
export class AlertTable {
  private readonly shortcuts = inject(Shortcuts);

  readonly caption = input.required<string>();
  readonly rows = input.required<AlertRow[]>();
  readonly now = input.required<Date>();
  readonly me = input<string>();
  readonly mayAcknowledge = input(false);
  /** The alert open beside the list. */
  readonly openId = input<string | null>(null);
  readonly notes = input<ReadonlyMap<string, RowNote>>(new Map());
  readonly disabledBecause = input<string | null>(null);
  /** What of each alert did not arrive, in words. */
  readonly undelivered = input<ReadonlyMap<string, string>>(new Map());

  readonly opened = output<AlertInQueue>();
  readonly acknowledged = output<AlertInQueue>();
  readonly undone = output<AlertInQueue>();
  readonly newShown = output();
  /** A row somebody could read. */
  readonly seen = output<{ id: string; version: number }>();

  private readonly rowElements = viewChildren<ElementRef<HTMLElement>>('row');
  private readonly current = signal(0);

  protected readonly today = computed(() => londonDate(this.now()));
  /** The one row in the tab order. */
  protected readonly stop = computed(() => Math.min(this.current(), this.rows().length - 1));

  protected readonly unitKinds = UNIT_KINDS;
  protected readonly toldBy = TOLD_BY;
  protected readonly accessReasons = BREAK_GLASS_REASONS;
  protected readonly awaited = AWAITED;
  protected readonly outcomes = ALERT_OUTCOMES;
  protected readonly reason = reasonInWords;
  protected readonly risks = riskFlags;
  protected readonly level = levelInWords;

  protected clock(alert: AlertInQueue) {
    return clockInWords(alert, this.now());
  }

  protected since(instant: string): string {
    return howLongAgo(this.now(), new Date(instant));
  }

  protected isDue(instant: string): boolean {
    return new Date(instant) <= this.now();
  }

  protected changed(row: AlertRow, cell: Cell): boolean {
    return row.changed.includes(cell);
  }

  protected canAcknowledge(row: AlertRow): boolean {
    return this.mayAcknowledge() && !row.gone && row.alert.state === 'open' && !this.notes().get(row.alert.id)?.undo;
  }

  protected take(index: number): void {
    this.current.set(index);
  }

  /** Puts the focus on a row, so that the keys of the list act there. */
  focusRow(id: string): boolean {
    const index = this.rows().findIndex((row) => row.alert.id === id);
    return this.focusAt(index);
  }

  protected press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const index = this.stop();
    const row = this.rows()[index];
    if (row === undefined) return;
    const onRow = event.target instanceof HTMLElement && event.target.matches('[data-row]');
    if (this.act(event.key, index, row, onRow)) event.preventDefault();
  }

  private act(key: string, index: number, row: AlertRow, onRow: boolean): boolean {
    switch (key) {
      case 'ArrowDown':
        return this.focusAt(index + 1);
      case 'ArrowUp':
        return this.focusAt(index - 1);
      case 'Home':
        return this.focusAt(0);
      case 'End':
        return this.focusAt(this.rows().length - 1);
      case 'Enter':
        // Elsewhere in the row Enter belongs to the button which has the focus.
        if (onRow) this.opened.emit(row.alert);
        return onRow;
    }
    if (!this.shortcuts.singleKeys()) return false;
    switch (key) {
      case 'j':
        return this.focusAt(index + 1);
      case 'k':
        return this.focusAt(index - 1);
      case 'o':
        this.opened.emit(row.alert);
        return true;
      case 'a':
        if (this.canAcknowledge(row)) this.acknowledged.emit(row.alert);
        return true;
      case 'u':
        if (this.notes().get(row.alert.id)?.undo) this.undone.emit(row.alert);
        return true;
      case 'n':
        this.newShown.emit();
        return true;
    }
    return false;
  }

  private focusAt(index: number): boolean {
    const element = this.rowElements()[index]?.nativeElement;
    if (element === undefined) return false;
    this.current.set(index);
    element.focus();
    return true;
  }
}
