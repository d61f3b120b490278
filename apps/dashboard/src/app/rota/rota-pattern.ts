import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import type { PatternMeanwhile, RotaPatterns, RotaPatternView } from '@shared-care/contracts/rota/answers';
import { SaveRotaPattern } from '@shared-care/contracts/rota/shapes';
import { DUTIES, type Duty, roleFor, type RotaDay } from '@shared-care/domain/rota';
import { dateOfDay } from '@shared-care/ui/british-dates/day';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
import { timeOfDay } from '@shared-care/ui/day-and-time/typed-time';
import { Api } from '../core/api';
import { Live } from '../core/live';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { SessionStore } from '../core/session-store';
import { DAYS_IN_ORDER, newRow, type PatternRow, toLines, toRows } from './pattern-rows';
import { RotaLinks } from './rota-links';
import { dayWords, dutyWords, WEEKDAYS } from './rota-words';

/** The week that repeats: the one that counts, those to come, and a form for the next. */
@Component({
  selector: 'sc-rota-pattern',
  host: { class: 'u-block u-w-xl' },
  imports: [MatButton, DayBox, Field, LoadState, MatInputModule, ProblemNote, RotaLinks, SelectBox],
  templateUrl: './rota-pattern.html',
  styleUrl: './rota-pattern.scss',
})
export class RotaPattern {
  private readonly api = inject(Api);
  private readonly live = inject(Live);
  private readonly session = inject(SessionStore);

  protected readonly fetched = fetchedNow(
    () => this.api.call('GET rota/patterns'),
    () => this.live.changed('rota'),
  );
  protected readonly shown = this.fetched.value;
  protected readonly mayWrite = computed(() => this.session.may('rota', 'write'));
  protected readonly attempt = new Attempt();
  protected readonly said = signal('');
  protected readonly rows = signal<readonly PatternRow[] | null>(null);
  protected readonly effectiveFrom = signal('');
  protected readonly fromWords = computed(() =>
    dateOfDay(this.effectiveFrom()) === null ? '' : `${dayWords(this.effectiveFrom())}, from midnight`,
  );
  private readonly tried = signal(false);
  protected readonly duties = Object.keys(DUTIES) as Duty[];
  protected readonly days = DAYS_IN_ORDER;
  protected readonly ends = [
    ['from', 'From'],
    ['to', 'To'],
  ] as const;
  protected readonly dutyWords = dutyWords;
  protected readonly dayWords = dayWords;

  private readonly body = computed(() => {
    const there = this.shown()?.patterns.find((pattern) => pattern.effectiveFrom === this.effectiveFrom());
    const { lines, keys } = toLines(this.rows() ?? []);
    const replaces = there ? { id: there.id, version: there.version } : null;
    return { keys, wire: { effectiveFrom: this.effectiveFrom(), lines, replaces } };
  });
  private readonly checked = computed(() => SaveRotaPattern.safeParse(this.body().wire));
  /** By row and field, or by field of the whole. */
  protected readonly errors = computed<Readonly<Record<string, string>>>(() => {
    const found: Record<string, string> = {};
    const add = (path: string, message: string): void => {
      const [, place, field] = /^lines\.(\d+)\.(\w+)$/.exec(path) ?? [];
      found[place === undefined ? path : `${this.body().keys[Number(place)]}.${field}`] ??= message;
    };
    const checked = this.checked();
    if (this.tried() && !checked.success) {
      for (const { path, message } of checked.error.issues) add(path.join('.'), message);
    }
    if (this.tried()) {
      for (const row of this.rows() ?? []) {
        if (row.days.length === 0) found[`${row.key}.day`] = 'Choose at least one day, or remove this line.';
      }
    }
    for (const { field, message } of this.attempt.problem()?.errors ?? []) add(field, message);
    return found;
  });
  /** The other pattern that was saved meanwhile. */
  protected readonly theirs = computed(() => {
    const problem = this.attempt.problem();
    if (problem?.code !== 'conflict' || !problem.current || !('pattern' in problem.current)) return null;
    return (problem.current as PatternMeanwhile).pattern;
  });

  protected edit(pattern: RotaPatternView | null): void {
    this.attempt.forget();
    this.tried.set(false);
    this.said.set('');
    const today = this.shown()?.today ?? '';
    this.effectiveFrom.set(pattern && pattern.effectiveFrom > today ? pattern.effectiveFrom : today);
    this.rows.set(pattern ? toRows(pattern.lines) : []);
  }

  protected rowsOf(pattern: RotaPatternView, duty: Duty): PatternRow[] {
    return toRows(pattern.lines.filter((line) => line.duty === duty));
  }

  protected nameOf(userId: string, pattern: RotaPatternView): string {
    return pattern.lines.find((line) => line.userId === userId)?.name ?? '';
  }

  protected daysWords({ days }: PatternRow): string {
    return DAYS_IN_ORDER.filter((day) => days.includes(day))
      .map((day) => this.dayWord(day))
      .join(', ');
  }

  protected dayWord(day: RotaDay): string {
    return day === 7 ? 'Bank holiday' : WEEKDAYS[day];
  }

  protected editedRows(duty: Duty): PatternRow[] {
    return (this.rows() ?? []).filter((row) => row.duty === duty);
  }

  protected able(duty: Duty): RotaPatterns['people'] {
    return (this.shown()?.people ?? []).filter(({ role }) => role === roleFor(duty));
  }

  protected add(duty: Duty): void {
    this.rows.update((rows) => [...(rows ?? []), newRow(duty)]);
  }

  protected remove(row: PatternRow): void {
    this.rows.update((rows) => (rows ?? []).filter(({ key }) => key !== row.key));
  }

  protected change(row: PatternRow, part: Partial<PatternRow>): void {
    this.rows.update((rows) => (rows ?? []).map((each) => (each.key === row.key ? { ...each, ...part } : each)));
  }

  protected changeTime(row: PatternRow, end: 'from' | 'to', typed: string): void {
    const text = typed.trim();
    this.change(row, { [end]: end === 'to' && /^24:?00$/.test(text) ? '24:00' : (timeOfDay(text) ?? text) });
  }

  protected toggle(row: PatternRow, day: RotaDay, on: boolean): void {
    this.change(row, { days: on ? [...row.days, day] : row.days.filter((each) => each !== day) });
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const checked = this.checked();
    if (!checked.success || Object.keys(this.errors()).length > 0 || this.attempt.busy()) {
      if (!checked.success) return;
      this.attempt.forget();
      if (Object.keys(this.errors()).length > 0) return;
    }
    const { effectiveFrom } = checked.data;
    const patterns = await this.attempt.run(() => this.api.call('POST rota/patterns', { body: checked.data }));
    if (patterns === null) {
      if (this.attempt.problem()?.code === 'conflict') void this.fetched.refresh();
      return;
    }
    this.fetched.take(patterns);
    this.rows.set(null);
    this.said.set(`Saved. It counts from ${dayWords(effectiveFrom)}.`);
  }

  protected async withdraw(pattern: RotaPatternView): Promise<void> {
    const patterns = await this.attempt.run(() =>
      this.api.call('POST rota/patterns/:id/withdraw', {
        params: { id: pattern.id },
        body: { version: pattern.version },
      }),
    );
    if (patterns === null) return;
    this.fetched.take(patterns);
    this.said.set(`Taken back: the weekly rota from ${dayWords(pattern.effectiveFrom)}. The one before goes on.`);
  }

  protected cancel(): void {
    this.rows.set(null);
    this.attempt.forget();
  }
}
