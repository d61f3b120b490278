import { Component, computed, ElementRef, inject, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { AlertInQueue, Undelivered } from '@shared-care/contracts/alerts/answers';
import { ageAt, ageInWords } from '@shared-care/domain/age';
import { UNIT_KINDS } from '@shared-care/domain/attendance-reasons';
import { BREAK_GLASS_REASONS } from '@shared-care/domain/break-glass';
import { DELIVERY_CHANNELS } from '@shared-care/domain/delivery';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Icon } from '@shared-care/ui/icon/icon';
import { TierMark } from '@shared-care/ui/tier/tier';
import type { AlertRow, Cell } from './alert-rows';
import {
  becameOf,
  becauseLines,
  conditionOf,
  hereWords,
  nextStep,
  shortReason,
  shortTime,
  tierClock,
  treatedWords,
} from '../alerts/row-words';

/** What happened to the person's own last action on an alert. */
export interface RowNote {
  kind: 'working' | 'owned' | 'failed';
  words: string;
}

const SHORT_UNITS: Readonly<Record<keyof typeof UNIT_KINDS, string>> = { ...UNIT_KINDS, ed: 'ED' };

/** One alert in one line: who, what, where, since when, and the one thing to do about it. */
@Component({
  selector: 'sc-queue-row',
  imports: [RouterLink, Avatar, Icon, MatButton, TierMark],
  host: {
    class: 'u-rowtext u-relative u-grid u-ruled',
    role: 'row',
    'data-row': '',
    '[class]': 'look()',
    '[attr.aria-current]': 'open() ? "true" : null',
    'aria-keyshortcuts': 'Enter',
  },
  templateUrl: './queue-row.html',
  styleUrl: './queue-row.scss',
})
export class QueueRow {
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  readonly row = input.required<AlertRow>();
  readonly now = input.required<Date>();
  readonly me = input<string | null>(null);
  /** May be taken by the person, who has not just done so. */
  readonly takes = input(false);
  /** The one that stands first has the filled button of the page. */
  readonly first = input(false);
  readonly open = input(false);
  readonly isNew = input(false);
  /** Another child of this list has the same family name and initial. */
  readonly similar = input(false);
  readonly note = input<RowNote | null>(null);
  readonly undelivered = input<Undelivered | null>(null);
  readonly disabledBecause = input<string | null>(null);

  readonly acknowledged = output();
  readonly undone = output();

  protected readonly alert = computed(() => this.row().alert);
  protected readonly clock = computed(() => tierClock(this.alert(), this.now()));
  protected readonly name = computed(() => {
    const { patient, attendance, unmatched } = this.alert();
    if (patient) return formalName(patient);
    return attendance === null ? 'No child was found' : unmatched?.name || 'Name not known';
  });
  /** Age; with the birth date where two children of the list could be taken for each other, or nobody is matched yet. */
  protected readonly age = computed(() => {
    const { patient, unmatched } = this.alert();
    const birthDate = patient?.birthDate ?? unmatched?.birthDate;
    if (birthDate == null) return null;
    const today = londonDate(this.now());
    return {
      short: ageAt(birthDate, today),
      long: ageInWords(birthDate, today),
      born: patient === null || this.similar() ? `born ${shortDate(birthDate)}` : null,
    };
  });
  protected readonly died = computed(() => {
    const on = this.alert().patient?.diedOn;
    return on == null ? null : shortDate(on);
  });
  protected readonly condition = computed(() => conditionOf(this.alert()));
  protected readonly what = computed(() => {
    const { attendance, emergencyAccess: access } = this.alert();
    if (attendance !== null) {
      const unit = attendance.unitKind === null ? '' : `, ${SHORT_UNITS[attendance.unitKind]}`;
      return { words: shortReason(attendance), where: `${attendance.hospital.name}${unit}` };
    }
    if (access === null) return { words: '', where: '' };
    const words = access.grantId ? 'Emergency access by' : 'Emergency access tried by';
    return { words: `${words} ${access.by}`, where: `${access.hospitalName}: ${BREAK_GLASS_REASONS[access.reason]}` };
  });
  protected readonly when = computed(() => {
    const { attendance, emergencyAccess: access } = this.alert();
    if (attendance !== null)
      return { words: hereWords(attendance, this.now()), treated: treatedWords(attendance, this.now()) };
    const reviewed = access?.grantId ? (access.reviewedAt ? 'Reviewed' : 'To be reviewed') : '';
    return {
      words: access === null ? '' : shortTime(access.at, this.now()),
      treated: { words: reviewed, icon: null, danger: false },
    };
  });
  /** Whether somebody still has to take it, as the alert says now, wherever the row stands. */
  protected readonly unowned = computed(() => this.alert().state === 'open');
  protected readonly ended = computed(() => ['closed', 'withdrawn'].includes(this.alert().state));
  protected readonly because = computed(() => becauseLines(this.alert()));
  protected readonly next = computed(() => nextStep(this.alert(), this.now()));
  protected readonly became = computed(() => becameOf(this.alert()));
  protected readonly mine = computed(() => this.alert().owner?.id === this.me());
  protected readonly offeredToMe = computed(() => this.alert().offer?.to.id === this.me());
  protected readonly failed = computed(() => {
    const message = this.undelivered();
    return message === null || !this.unowned()
      ? null
      : { how: DELIVERY_CHANNELS[message.channel], to: message.to, at: shortTime(message.at, this.now()) };
  });
  protected readonly raised = computed(() => {
    const { level } = this.alert();
    return level === 0 ? '' : `, raised to level ${level}`;
  });
  protected readonly since = computed(() => {
    const at = this.alert().acknowledgedAt;
    return at === null ? '' : `, since ${shortTime(at, this.now())}`;
  });
  protected readonly look = computed(() => {
    const { alert, gone } = this.row();
    return [
      alert.tier,
      this.unowned() && !gone ? 'unowned' : 'calm',
      gone ? 'gone' : '',
      this.open() ? 'open' : '',
      alert.state === 'withdrawn' ? 'withdrawn' : '',
    ]
      .filter(Boolean)
      .join(' ');
  });

  protected changed(cell: Cell): boolean {
    return this.row().changed.includes(cell);
  }

  /** What it is called, for buttons whose word alone does not say which row they belong to. */
  protected readonly spoken = computed((): string => ` ${this.alert().reference}`);
  protected readonly record = computed((): boolean => this.mine() && !this.ended() && this.row().group === 'yours');
  protected link(alert: AlertInQueue): unknown[] {
    return ['/alerts', alert.id];
  }
}
