import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Reminder, ReminderRule } from '@shared-care/contracts/reminders/answers';
import { REMINDER_RULES, type ReminderKey } from '@shared-care/contracts/reminders/shapes';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { EmptyState } from '@shared-care/ui/empty-state/empty-state';
import { IdentityLine } from '@shared-care/ui/identity-line/identity-line';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

/** Which tab of the record settles what a rule found. */
const SETTLED_IN: Partial<Record<ReminderKey, string>> = {
  dental_overdue: 'reviews',
  extraction_without_plan: 'reviews',
  vaccination_letter: 'reviews',
  stock_low: 'home-therapy',
  delivery_unconfirmed: 'home-therapy',
  diary_silent: 'home-therapy',
  diary_low: 'home-therapy',
};

/** What is due for children without anybody asking: a list to look at once a week. Nothing here interrupts. */
@Component({
  selector: 'sc-reminder-list',
  imports: [EmptyState, IdentityLine, OnDate, LoadState, ProblemNote, RouterLink],
  templateUrl: './reminder-list.html',
  styleUrl: './reminder-list.scss',
})
export class ReminderListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);

  protected readonly list = fetchedNow(() => this.api.call('GET reminders'));
  protected readonly attempt = new Attempt();
  protected readonly preview = signal<{ key: ReminderKey; found: Reminder[] } | null>(null);
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly groups = computed(() => {
    const due = this.list.value()?.due ?? [];
    return (Object.keys(REMINDER_RULES) as ReminderKey[])
      .map((key) => ({ key, words: REMINDER_RULES[key], due: due.filter((each) => each.key === key) }))
      .filter((group) => group.due.length > 0);
  });
  /** This week's counts beside those of the week before. */
  protected readonly digest = computed(() => {
    const digest = this.list.value()?.digest;
    if (!digest) return null;
    const lines = (Object.keys(digest.counts) as ReminderKey[]).map((key) => {
      const count = digest.counts[key] ?? 0;
      const before = digest.before?.[key] ?? 0;
      const change = digest.before === null || count === before ? '' : `, ${before} the week before`;
      return `${REMINDER_RULES[key]}: ${count}${change}`;
    });
    return { ...digest, lines };
  });
  protected readonly words = REMINDER_RULES;

  protected tab(reminder: Reminder): string[] {
    const tab = SETTLED_IN[reminder.key];
    return ['/patients', reminder.patient.id, ...(tab ? [tab] : [])];
  }

  protected async look(rule: ReminderRule): Promise<void> {
    if (this.preview()?.key === rule.key) return this.preview.set(null);
    this.preview.set(
      await this.attempt.run(() => this.api.call('POST reminders/preview', { body: { key: rule.key } })),
    );
  }

  protected async switch(rule: ReminderRule): Promise<void> {
    const list = await this.attempt.run(() =>
      this.api.call('POST reminders/switch', {
        body: { key: rule.key, version: rule.version, switchedOn: !rule.switchedOn },
      }),
    );
    if (list === null) return void this.list.refresh();
    this.preview.set(null);
    this.list.take(list);
  }

  protected async seen(weekOf: string): Promise<void> {
    await this.attempt.run(() => this.api.call('POST reminders/digest/seen', { body: { weekOf } }));
    void this.list.refresh();
  }
}
