import { Component, computed, inject, signal } from '@angular/core';
import type { Told } from '@shared-care/contracts/rota/answers';
import { TIERS, type Tier } from '@shared-care/domain/alert-tier';
import { londonDate, londonInstant, londonTime } from '@shared-care/domain/london-time';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { TierChip } from '@shared-care/ui/tier-chip/tier-chip';
import { timeOfDay } from '@shared-care/ui/day-and-time/typed-time';
import { Api } from '../core/api';
import { Attempt } from '../core/attempt';
import { ServerClock } from '../core/server-clock';
import { RotaLinks } from './rota-links';
import { dayWords } from './rota-words';
import { ToldLadder } from './told-ladder';

/** Asks the very function that routes alerts, for any date and time. */
@Component({
  selector: 'sc-who-is-told',
  imports: [ProblemNote, RotaLinks, TierChip, ToldLadder],
  template: `
    <h1 tabindex="-1">Who is told</h1>
    <sc-rota-links />
    <p>What would happen to an alert raised at this time, until it is acknowledged.</p>
    <form class="card" novalidate (submit)="ask($event)">
      <div class="field">
        <label for="told-date">Date</label>
        <input id="told-date" type="date" [value]="date()" (input)="date.set($any($event.target).value)" />
      </div>
      <div class="field">
        <label for="told-time">Time</label>
        @if (timeError(); as error) {
          <span class="error" id="told-time-error">{{ error }}</span>
        }
        <input
          id="told-time"
          type="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder="HH:mm"
          [value]="time()"
          [attr.aria-invalid]="timeError() ? 'true' : null"
          [attr.aria-describedby]="timeError() ? 'told-time-error' : null"
          (input)="time.set($any($event.target).value)"
        />
      </div>
      <div class="field">
        <label for="told-tier">Tier</label>
        <select id="told-tier" (change)="tier.set($any($event.target).value)">
          @for (option of tiers; track option.tier) {
            <option [value]="option.tier" [selected]="option.tier === tier()">{{ option.word }}</option>
          }
        </select>
      </div>
      <div class="row">
        <button class="button main" [disabled]="attempt.busy()">Show who is told</button>
      </div>
    </form>
    @if (attempt.problem(); as problem) {
      <sc-problem-note lead="This could not be answered" [problem]="problem" />
    }
    @if (told(); as answer) {
      <section aria-labelledby="told-title" role="status">
        <h2 id="told-title">{{ when(answer.at) }}</h2>
        <p>
          <sc-tier-chip [tier]="answer.tier" />
          {{ answer.inHours ? 'In hours.' : 'Out of hours.' }}
          @if (answer.bankHoliday; as holiday) {
            Bank holiday: {{ holiday }}.
          }
        </p>
        @if (!answer.calendarKnown) {
          <p class="warning">
            The list of bank holidays ends before this date. If it is a bank holiday, this answer is wrong.
          </p>
        }
        <sc-told-ladder [told]="answer" />
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
      max-inline-size: 80rem;
    }
    form {
      display: flex;
      flex-wrap: wrap;
      align-items: end;
      gap: 0 16px;
    }
    form > .row {
      margin-block-end: 16px;
    }
    #told-time {
      inline-size: 7em;
    }
    section {
      margin-block-start: 24px;
    }
    .warning {
      padding: 8px 12px;
      border: 1px solid currentColor;
      border-radius: 4px;
      background: var(--sc-amber-bg);
      color: var(--sc-amber-text);
    }
    form > .field > label {
      line-height: 24px;
    }
  `,
})
export class WhoIsTold {
  private readonly api = inject(Api);
  private readonly start = inject(ServerClock).read();

  protected readonly date = signal(londonDate(this.start));
  protected readonly time = signal(londonTime(this.start));
  protected readonly tier = signal<Tier>('red');
  protected readonly tiers = (Object.keys(TIERS) as Tier[]).map((tier) => ({
    tier,
    word: tier.charAt(0).toUpperCase() + tier.slice(1),
  }));
  protected readonly attempt = new Attempt();
  protected readonly told = signal<Told | null>(null);
  private readonly tried = signal(false);
  private readonly at = computed(() => {
    const clock = timeOfDay(this.time());
    return clock === null || this.date() === '' ? null : londonInstant(this.date(), clock).toISOString();
  });
  protected readonly timeError = computed(() =>
    this.tried() && this.at() === null ? 'Enter a date, and a time such as 22:30.' : null,
  );

  protected when(at: string): string {
    const instant = new Date(at);
    return `${dayWords(londonDate(instant))} ${londonTime(instant)}`;
  }

  protected async ask(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    const at = this.at();
    if (at === null) return;
    this.told.set(await this.attempt.run(() => this.api.call('GET rota/told', { query: { at, tier: this.tier() } })));
  }
}
