import { Component, computed, DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatCheckboxModule } from '@angular/material/checkbox';
import { MatChipsModule } from '@angular/material/chips';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatProgressBarModule } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import type { OdsImport } from '@shared-care/contracts/ods-imports/answers';
import { ODS_OUTCOMES, type OdsOutcome } from '@shared-care/contracts/ods-imports/shapes';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import { AtTime } from '@shared-care/ui/at-time/at-time';
import { DataList } from '@shared-care/ui/data-list/data-list';
import { ListCell } from '@shared-care/ui/data-list/list-cell';
import type { ListColumn, ListQuery } from '@shared-care/ui/data-list/list-state';
import { Field } from '@shared-care/ui/field/field';
import { Icon } from '@shared-care/ui/icon/icon';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { Fetched } from '../core/fetched';
import { fetchedNow } from '../core/fetched-for';
import { ServerClock } from '../core/server-clock';

const ASK_AGAIN_MS = 1_000;
const LINES_A_PAGE = 50;

/** Rows that changed nothing are only counted. */
type ListedOutcome = Exclude<OdsOutcome, 'unchanged'>;

/** Hospital lists of the NHS: sent, how far they are, and what became of each line. */
@Component({
  selector: 'sc-hospital-lists',
  host: { class: 'u-block u-w-xl' },
  imports: [
    DayBox,
    AtTime,
    DataList,
    Field,
    Icon,
    ListCell,
    MatButtonModule,
    MatCheckboxModule,
    MatChipsModule,
    MatFormFieldModule,
    MatInputModule,
    MatProgressBarModule,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './hospital-lists.html',
})
export class HospitalListsPage {
  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private timer: ReturnType<typeof setTimeout> | null = null;

  protected readonly sending = new Attempt();
  protected readonly asOf = signal('');
  protected readonly undoNewer = signal(false);
  protected readonly opened = signal<string | null>(null);
  protected readonly outcome = signal<ListedOutcome | null>(null);
  private readonly at = signal(1);
  protected readonly past = fetchedNow(() => this.api.call('GET ods-imports'));
  protected readonly lines = new Fetched(() =>
    this.api.call('GET ods-imports/:id/lines', {
      params: { id: this.opened()! },
      query: { page: this.at(), outcome: this.outcome() },
    }),
  );
  protected readonly words = ODS_OUTCOMES;
  protected readonly today = computed(() => londonDate(this.clock.now()));
  protected readonly imports = computed(() => this.past.value()?.imports ?? []);
  protected readonly current = computed(() => this.imports().find(({ id }) => id === this.opened()) ?? null);
  protected readonly outcomes = computed(() => {
    const counts = this.current()?.counts ?? {};
    return (Object.keys(ODS_OUTCOMES) as OdsOutcome[])
      .filter((outcome) => outcome !== 'unchanged')
      .filter((outcome) => (counts[outcome] ?? 0) > 0)
      .map((outcome) => ({ outcome, count: counts[outcome]! }));
  });
  protected readonly query = computed<ListQuery>(() => ({
    sort: '',
    descending: false,
    page: this.at(),
    size: LINES_A_PAGE,
  }));
  protected readonly columns: readonly ListColumn[] = [
    { id: 'line', word: 'Line' },
    { id: 'outcome', word: 'Outcome' },
    { id: 'code', word: 'ODS code', phone: 'lead' },
    { id: 'what', word: 'What' },
  ];

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer ?? undefined));
    effect(() => {
      if (this.imports().some(({ state }) => state === 'running')) untracked(() => this.askAgain());
    });
    effect(() => {
      this.outcome();
      this.at();
      if (this.opened() !== null && this.current()?.state === 'finished') untracked(() => void this.lines.retry());
    });
  }

  protected counts({ counts }: OdsImport): string {
    const parts = (Object.keys(ODS_OUTCOMES) as OdsOutcome[])
      .filter((outcome) => (counts[outcome] ?? 0) > 0)
      .map((outcome) => `${counts[outcome]} ${ODS_OUTCOMES[outcome].toLowerCase()}`);
    return parts.join(', ') || 'No rows';
  }

  protected dayOf({ asOf, asOfBy }: OdsImport): string {
    if (asOf === null) return 'Day not known';
    const by = { said: '', file_name: ', by its name', newest_date: ', by the newest date in it', nothing: '' }[asOfBy];
    return `As of ${shortDate(asOf)}${by}`;
  }

  protected open(id: string): void {
    this.lines.clear();
    this.outcome.set(null);
    this.at.set(1);
    this.opened.set(id);
  }

  protected show(outcome: ListedOutcome | 'all' | undefined): void {
    this.outcome.set(outcome === undefined || outcome === 'all' ? null : outcome);
    this.at.set(1);
  }

  protected turn({ page }: ListQuery): void {
    this.at.set(page);
  }

  protected chosen(input: HTMLInputElement): void {
    const file = input.files?.[0];
    if (file) void this.send(file).then(() => (input.value = ''));
  }

  private async send(file: File): Promise<void> {
    const id = crypto.randomUUID();
    const taken = await this.sending.run(() =>
      this.api.call('PUT ods-imports/:id', {
        params: { id },
        query: { undoNewer: this.undoNewer() ? 'true' : 'false', asOf: this.asOf() || undefined },
        file,
      }),
    );
    if (!taken) return;
    this.undoNewer.set(false);
    this.open(id);
    await this.past.refresh();
  }

  private askAgain(): void {
    clearTimeout(this.timer ?? undefined);
    this.timer = setTimeout(() => void this.past.refresh(), ASK_AGAIN_MS);
  }
}
