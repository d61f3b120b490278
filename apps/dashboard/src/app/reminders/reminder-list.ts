import { Component, computed, inject } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatSlideToggleModule } from '@angular/material/slide-toggle';
import { RouterLink } from '@angular/router';
import type { Reminder, ReminderRule } from '@shared-care/contracts/reminders/answers';
import { REMINDER_RULES, type ReminderKey } from '@shared-care/contracts/reminders/shapes';
import { ageAt } from '@shared-care/domain/age';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { formalName } from '@shared-care/domain/patient-name';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn } from '@shared-care/ui/data-list/list-state';
import { FilterChips } from '@shared-care/ui/filter-chips/filter-chips';
import { NhsNumber } from '@shared-care/ui/nhs-number/nhs-number';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { ExportLink } from '../core/export-link';
import { listAddress } from '../core/list-address';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { stepsOf } from './reminder-steps';

interface ChildInList {
  patient: Reminder['patient'];
  lines: (Reminder & { steps: ReturnType<typeof stepsOf> })[];
}

const KEYS = Object.keys(REMINDER_RULES) as ReminderKey[];

/** What is due for children without anybody asking: a list to look at once a week. Nothing here interrupts. */
@Component({
  selector: 'sc-reminder-list',
  host: { class: 'u-stack u-gap-4' },
  imports: [
    ExportLink,
    DataList,
    FilterChips,
    ListCell,
    MatButtonModule,
    MatSlideToggleModule,
    NhsNumber,
    OnDate,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './reminder-list.html',
  styleUrl: './reminder-list.scss',
})
export class ReminderListPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  protected readonly mayChange = inject(SessionStore).may('reminder', 'change');

  protected readonly address = listAddress({ sort: 'due' }, ['rule']);
  protected readonly list = fetchedNow(
    () => this.api.call('GET reminders', { query: this.address.asked() }),
    () => this.address.asked(),
  );
  protected readonly attempt = new Attempt();
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly checkedAt = computed(() => londonTime(new Date(this.list.value()?.now ?? this.clock.now())));
  protected readonly noun = { one: 'child', many: 'children' };
  protected readonly columns: readonly ListColumn[] = [
    { id: 'name', word: 'Child', sort: { up: 'A to Z', down: 'Z to A' }, phone: 'lead' },
    { id: 'due', word: 'Due', sort: { up: 'longest first', down: 'shortest first' } },
  ];
  /** One row for each child, with everything that is due for it. */
  protected readonly page = computed(() => {
    const list = this.list.value();
    if (list === null) return null;
    const rows: ChildInList[] = [];
    for (const reminder of list.due) {
      const line = { ...reminder, steps: stepsOf(reminder) };
      const last = rows.at(-1);
      if (last?.patient.id === reminder.patient.id) last.lines.push(line);
      else rows.push({ patient: reminder.patient, lines: [line] });
    }
    return { rows, total: list.total, all: this.off() ? list.total : list.all };
  });
  /** The rule that is looked at while it is switched off. */
  protected readonly off = computed(() => {
    const asked = this.address.filters().rule;
    return this.list.value()?.rules.find(({ key, switchedOn }) => key === asked && !switchedOn) ?? null;
  });
  protected readonly all = computed(() => ({ value: '', word: 'All', count: this.list.value()?.all }));
  protected readonly ruleChips = computed(() => {
    const list = this.list.value();
    return (list?.rules ?? [])
      .filter(({ key, switchedOn }) => switchedOn || key === this.address.filters().rule)
      .map(({ key, words, finds }) => ({ value: key, word: words, count: finds }))
      .filter(({ value, count }) => count > 0 || value === this.address.filters().rule);
  });
  /** This week's counts beside those of the week before. */
  protected readonly digest = computed(() => {
    const digest = this.list.value()?.digest;
    if (!digest) return null;
    const lines = KEYS.filter((key) => digest.counts[key] !== undefined).map((key) => {
      const count = digest.counts[key] ?? 0;
      const before = digest.before?.[key] ?? 0;
      const change = digest.before === null || count === before ? '' : `, ${before} the week before`;
      return { key, words: `${REMINDER_RULES[key]}: ${count}${change}` };
    });
    return { ...digest, lines };
  });
  protected readonly words = REMINDER_RULES;
  protected readonly name = formalName;

  protected age({ patient }: ChildInList): string {
    return ageAt(patient.birthDate, this.today());
  }

  protected async switch(rule: ReminderRule): Promise<void> {
    await this.attempt.run(async () => {
      await this.api.call('POST reminders/switch', {
        body: { key: rule.key, version: rule.version, switchedOn: !rule.switchedOn },
      });
      // The next press goes by the version that this one made.
      await this.list.refresh();
    });
  }

  protected async seen(weekOf: string): Promise<void> {
    await this.attempt.run(() => this.api.call('POST reminders/digest/seen', { body: { weekOf } }));
    void this.list.refresh();
  }
}
