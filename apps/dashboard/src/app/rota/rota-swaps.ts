import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { MatSelectModule } from '@angular/material/select';
import type { RotaShift, RotaWeek, SwapAsk, SwapAsks } from '@shared-care/contracts/rota/answers';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { roleFor, SWAP_STATES } from '@shared-care/domain/rota';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { fetchedNow } from '../core/fetched-for';
import { fieldProblem } from '../core/problem';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';
import { UndoSnack } from '../core/undo-snack';
import { dayWords, dutyWords } from './rota-words';

/** What colleagues ask of each other: to take a duty. The rota changes when the one who was asked agrees. */
@Component({
  selector: 'sc-rota-swaps',
  host: { class: 'u-block' },
  imports: [Avatar, Field, MatButtonModule, MatFormFieldModule, MatInputModule, MatSelectModule, ProblemNote],
  templateUrl: './rota-swaps.html',
  styleUrl: './rota-swaps.scss',
})
export class RotaSwaps {
  readonly week = input.required<RotaWeek>();
  /** The rota is another one now. */
  readonly changed = output();

  private readonly api = inject(Api);
  private readonly clock = inject(ServerClock);
  private readonly snack = inject(UndoSnack);
  private readonly session = inject(SessionStore);

  protected readonly list = fetchedNow(
    () => this.api.call('GET rota/swaps'),
    (live) => live.changed('rota'),
  );
  protected readonly attempt = new Attempt();
  protected readonly states = SWAP_STATES;
  protected readonly dutyWords = dutyWords;
  private readonly me = computed(() => this.session.user()?.id ?? '');
  private readonly shifts = computed(() =>
    this.week().days.flatMap(({ bands }) => bands.flatMap((band) => band.shifts)),
  );
  /** Duties of one's own in the week shown that have not begun. */
  protected readonly mine = computed(() => {
    const now = this.clock.now().toISOString();
    return joined(this.shifts().filter(({ userId, from }) => userId === this.me() && from > now));
  });
  protected readonly asking = signal(false);
  protected readonly place = signal<number | null>(null);
  protected readonly onUserId = signal<string | null>(null);
  protected readonly reason = signal('');
  protected readonly shift = computed(() => this.mine()[this.place() ?? -1] ?? null);
  protected readonly colleagues = computed(() => {
    const shift = this.shift();
    if (shift === null) return [];
    const { duty, from, until } = shift;
    // Who holds this duty then already would leave it with one person fewer.
    const beside = this.shifts().filter((other) => other.duty === duty && other.from < until && from < other.until);
    return this.week().people.filter(
      ({ id, role }) => id !== this.me() && role === roleFor(duty) && !beside.some(({ userId }) => userId === id),
    );
  });
  protected readonly onError = computed(() => fieldProblem(this.attempt.problem(), 'onUserId'));
  protected readonly reasonError = computed(() => fieldProblem(this.attempt.problem(), 'reason'));
  protected readonly declining = signal<string | null>(null);
  protected readonly because = signal('');
  private askId = crypto.randomUUID();

  protected times(part: { from: string; until: string }): string {
    const words = (at: string): string => `${dayWords(londonDate(new Date(at)))} ${londonTime(new Date(at))}`;
    return `${words(part.from)} to ${words(part.until)}`;
  }

  protected isMine({ asker }: SwapAsk): boolean {
    return asker.id === this.me();
  }

  protected what(ask: SwapAsk): string {
    const duty = dutyWords(ask.duty);
    return this.isMine(ask)
      ? `You ask ${ask.colleague.displayName} to take it: ${duty}`
      : `${ask.asker.displayName} asks you to take it: ${duty}`;
  }

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    const [shift, onUserId] = [this.shift(), this.onUserId()];
    if (shift === null || onUserId === null) return;
    const { duty, from, until } = shift;
    const now = await this.attempt.run(() =>
      this.api.call('POST rota/swaps', {
        body: { id: this.askId, duty, onUserId, from, until, reason: this.reason() },
      }),
    );
    if (now === null) return this.stale();
    const asked = now.asks.find(({ id }) => id === this.askId);
    this.askId = crypto.randomUUID();
    this.asking.set(false);
    this.reason.set('');
    this.done(now, 'Asked. The rota stays as it is until your colleague agrees.', asked);
  }

  protected agree(ask: SwapAsk): Promise<void> {
    return this.answer(ask, 'Agreed. The duty is yours, and alerts of that time reach you.', () =>
      this.api.call('POST rota/swaps/:id/agree', { params: { id: ask.id }, body: { version: ask.version } }),
    );
  }

  protected decline(event: Event, ask: SwapAsk): Promise<void> {
    event.preventDefault();
    return this.answer(ask, 'Declined. The rota stays as it is.', () =>
      this.api.call('POST rota/swaps/:id/decline', {
        params: { id: ask.id },
        body: { version: ask.version, because: this.because() },
      }),
    );
  }

  protected async undo(ask: SwapAsk): Promise<void> {
    const now = await this.attempt.run(() =>
      this.api.call('POST rota/swaps/:id/undo', { params: { id: ask.id }, body: { version: ask.version } }),
    );
    if (now === null) return this.stale();
    this.done(now, 'Taken back.', undefined);
  }

  private async answer(ask: SwapAsk, said: string, verb: () => Promise<SwapAsks>): Promise<void> {
    const now = await this.attempt.run(verb);
    if (now === null) return this.stale();
    this.declining.set(null);
    this.because.set('');
    this.done(
      now,
      said,
      now.asks.find(({ id }) => id === ask.id),
    );
  }

  private done(now: SwapAsks, said: string, toUndo: SwapAsk | undefined): void {
    this.list.take(now);
    this.changed.emit();
    const undo =
      toUndo &&
      (async (): Promise<void> => {
        const back = await this.api.call('POST rota/swaps/:id/undo', {
          params: { id: toUndo.id },
          body: { version: toUndo.version },
        });
        this.list.take(back);
        this.changed.emit();
      });
    this.snack.say(said, undo === undefined ? {} : { undo });
  }

  /** What stands on the screen is old: what was typed stays. */
  private stale(): void {
    if (this.attempt.problem()?.code !== 'conflict') return;
    void this.list.refresh();
    this.changed.emit();
  }
}

/** A duty that runs from day into night is one. */
function joined(shifts: readonly RotaShift[]): RotaShift[] {
  const whole: RotaShift[] = [];
  for (const shift of [...shifts].sort((one, other) => one.from.localeCompare(other.from))) {
    const before = whole.find(({ duty, until }) => duty === shift.duty && until === shift.from);
    if (before) before.until = shift.until;
    else whole.push({ ...shift });
  }
  return whole;
}
