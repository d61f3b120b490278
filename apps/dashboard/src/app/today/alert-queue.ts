import { Component, computed, ElementRef, inject, input, output, signal, viewChildren } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { AlertInQueue, AlertQueue as Answer, Undelivered } from '@shared-care/contracts/alerts/answers';
import { ALERT_GROUPS, type AlertGroup } from '@shared-care/domain/alert-groups';
import { Icon } from '@shared-care/ui/icon/icon';
import { SeenOnScreen } from '../alerts/seen-on-screen';
import { isTyping, Shortcuts } from '../core/shortcuts';
import type { AlertRow } from './alert-rows';
import { newInWords } from './list-words';
import { QueueRow, type RowNote } from './queue-row';
import { similarNames } from './similar-names';

interface Shown {
  id: AlertGroup | 'ended';
  title: string;
  /** How many there are by the server, whatever is on screen. */
  count: number;
  hint: string;
  rows: AlertRow[];
  folded: boolean;
}

const TITLES: Readonly<Record<AlertGroup, string>> = {
  needsOwner: 'Needs an owner',
  yours: 'Yours',
  colleagues: 'Colleagues’',
  waiting: 'Waiting',
  blue: 'Blue, for information',
};

/** What takes the keys for itself: letters pressed there are not for the list. */
const ELSEWHERE = '[role=dialog], dialog, .cdk-overlay-container, [role=listbox], [popover], [data-own-keys]';

/** Alerts in groups by who has to act, each row one line, worked by keys from anywhere on the page. */
@Component({
  selector: 'sc-alert-queue',
  imports: [Icon, MatButton, QueueRow, SeenOnScreen],
  host: { class: 'u-block u-measured', '(document:keydown)': 'press($event)' },
  templateUrl: './alert-queue.html',
  styleUrl: './alert-queue.scss',
})
export class AlertQueue {
  private readonly shortcuts = inject(Shortcuts);
  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly rows = input.required<readonly AlertRow[]>();
  readonly now = input.required<Date>();
  /** Null for lists of what has ended, which have no groups. */
  readonly counts = input<Answer['counts'] | null>(null);
  /** Of such a list. */
  readonly title = input('');
  readonly me = input<string | null>(null);
  readonly mayAcknowledge = input(false);
  readonly openId = input<string | null>(null);
  readonly notes = input<ReadonlyMap<string, RowNote>>(new Map());
  readonly disabledBecause = input<string | null>(null);
  readonly undelivered = input<ReadonlyMap<string, Undelivered>>(new Map());
  readonly newIds = input<ReadonlySet<string>>(new Set());
  /** Alerts that came while the list is in use. */
  readonly waiting = input<readonly AlertInQueue[]>([]);
  readonly nothing = input('');
  /** Said of a group without rows that is never left out. */
  readonly filtering = input(false);

  readonly acknowledged = output<AlertInQueue>();
  readonly undone = output<AlertInQueue>();
  /** The last acknowledgement of the person, wherever the focus is. */
  readonly undoneLast = output();
  readonly newShown = output();
  /** A row somebody could read: the receipt of its message. */
  readonly seen = output<{ id: string; version: number }>();
  /** A row somebody went to. */
  readonly looked = output<string>();

  private readonly elements = viewChildren(QueueRow);
  private readonly current = signal<string | null>(null);
  private readonly foldedGroups = signal<ReadonlySet<string>>(new Set(['blue']));

  protected readonly waitingInWords = computed(() => newInWords(this.waiting()));
  protected readonly waitsRed = computed(() => this.waiting().some(({ tier }) => tier === 'red'));
  protected readonly similar = computed(() => similarNames(this.rows().map(({ alert }) => alert.patient)));

  protected readonly groups = computed((): Shown[] => {
    const counts = this.counts();
    if (counts === null) return [this.group('ended', this.title(), this.rows().length, [...this.rows()])];
    return ALERT_GROUPS.map((id) =>
      this.group(
        id,
        TITLES[id],
        counts[id],
        this.rows().filter((row) => (row.group ?? 'needsOwner') === id),
      ),
    ).filter(({ id, rows, count }) => id === 'needsOwner' || rows.length > 0 || (count > 0 && !this.filtering()));
  });
  private readonly order = computed(() =>
    this.groups()
      .filter(({ folded }) => !folded)
      .flatMap(({ rows }) => rows),
  );
  /** The one row in the tab order. */
  protected readonly stop = computed(() => {
    const current = this.current();
    const order = this.order();
    return order.some(({ alert }) => alert.id === current) ? current : (order[0]?.alert.id ?? null);
  });
  protected readonly firstToTake = computed(() => this.order().find((row) => this.takes(row))?.alert.id ?? null);

  protected takes(row: AlertRow): boolean {
    return this.mayAcknowledge() && !row.gone && row.alert.state === 'open';
  }

  protected toggle(id: string): void {
    this.foldedGroups.update((folded) => {
      const next = new Set(folded);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  }

  protected arrive(id: string): void {
    this.current.set(id);
    this.looked.emit(id);
  }

  /** Puts the focus on a row, so that the keys of the list act there. */
  focusRow(id: string | null): boolean {
    const element = this.elements().find((row) => row.row().alert.id === id)?.element;
    if (id === null || element === undefined) return false;
    this.current.set(id);
    element.focus();
    return true;
  }

  /** The row that needs an owner next after this one, else before it. */
  nextToTake(id: string): string | null {
    const order = this.order();
    const place = order.findIndex(({ alert }) => alert.id === id);
    const open = (row: AlertRow): boolean => row.alert.id !== id && this.takes(row);
    return (order.slice(place + 1).find(open) ?? order.slice(0, Math.max(0, place)).findLast(open))?.alert.id ?? null;
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(ELSEWHERE)) return;
    const within = target !== null && this.host.contains(target);
    const handled = within && this.move(event.key, target) ? true : this.letter(event.key, target, within);
    if (handled) event.preventDefault();
  }

  /** Keys that other parts of a page use as well act in the list only. */
  private move(key: string, target: Element): boolean {
    const order = this.order();
    switch (key) {
      case 'ArrowDown':
        return this.step(1);
      case 'ArrowUp':
        return this.step(-1);
      case 'Home':
        return this.focusRow(order[0]?.alert.id ?? null);
      case 'End':
        return this.focusRow(order.at(-1)?.alert.id ?? null);
      case 'Enter': {
        // Elsewhere in the row Enter belongs to the button which has the focus.
        if (!target.matches('[data-row]')) return false;
        return this.openCurrent();
      }
    }
    return false;
  }

  private letter(key: string, target: Element | null, within: boolean): boolean {
    if (!this.shortcuts.singleKeys()) return false;
    const onRow = target?.closest('[data-row]') != null;
    switch (key) {
      case 'j':
        return onRow ? this.step(1) : this.focusRow(this.stop());
      case 'k':
        return onRow ? this.step(-1) : this.focusRow(this.stop());
      case 'n':
        if (this.waiting().length > 0) this.newShown.emit();
        return true;
      case 'u':
        this.undoneLast.emit();
        return true;
    }
    // What acts on one child acts only where its row has the focus (H5).
    if (!within || !onRow) return false;
    const row = this.order().find(({ alert }) => alert.id === this.stop());
    if (row === undefined) return false;
    switch (key) {
      case 'a':
        if (this.takes(row)) this.acknowledged.emit(row.alert);
        return true;
      case 'o':
        return this.openCurrent();
      case 'r':
        return this.openCurrent('call');
    }
    return false;
  }

  private openCurrent(fragment?: string): boolean {
    const id = this.stop();
    if (id !== null) void this.router.navigate(['/alerts', id], { fragment, queryParamsHandling: 'preserve' });
    return id !== null;
  }

  private step(by: number): boolean {
    const order = this.order();
    const place = order.findIndex(({ alert }) => alert.id === this.stop());
    return this.focusRow(order[place + by]?.alert.id ?? null) || order.length > 0;
  }

  private group(id: Shown['id'], title: string, count: number, rows: AlertRow[]): Shown {
    const here = rows.filter(({ gone }) => !gone).length;
    const hint = this.filtering() && here < count ? `${here} of ${count}` : String(count);
    const order = id === 'needsOwner' && count > 1 ? ' · first to run out on top' : '';
    return { id, title, count, hint: hint + order, rows, folded: this.foldedGroups().has(id) };
  }
}
