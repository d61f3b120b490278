import { Component, computed, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatInputModule } from '@angular/material/input';
import type { Told } from '@shared-care/contracts/rota/answers';
import { TIERS, type Tier } from '@shared-care/domain/alert-tier';
import { londonDate, londonInstant, londonTime } from '@shared-care/domain/london-time';
import { dateOfDay } from '@shared-care/ui/british-dates/day';
import { DayBox } from '@shared-care/ui/british-dates/day-box';
import { Field } from '@shared-care/ui/field/field';
import { ProblemNote } from '@shared-care/ui/problem-note/problem-note';
import { SelectBox } from '@shared-care/ui/select-box/select-box';
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
  host: { class: 'u-block' },
  imports: [MatButton, DayBox, Field, MatInputModule, ProblemNote, RotaLinks, SelectBox, TierChip, ToldLadder],
  template: `
    <h1 tabindex="-1">Who is told</h1>
    <sc-rota-links />
    <p>What would happen to an alert raised at this time, until it is acknowledged.</p>
    <form class="card row u-bottom u-gap-0-4" novalidate (submit)="ask($event)">
      <sc-field label="Date"><sc-day-box [(value)]="date" /></sc-field>
      <sc-field label="Time" [error]="timeError()">
        <mat-form-field>
          <input
            matInput
            type="text"
            inputmode="numeric"
            autocomplete="off"
            placeholder="HH:mm"
            [value]="time()"
            (input)="time.set($any($event.target).value)"
          />
        </mat-form-field>
      </sc-field>
      <sc-select label="Tier" [options]="tiers" [value]="tier()" (valueChange)="tier.set($any($event))" />
      <div class="row u-mb-4">
        <button matButton="filled" [disabled]="attempt.busy()">Show who is told</button>
      </div>
    </form>
    @if (attempt.problem(); as problem) {
      <sc-problem-note lead="This could not be answered" [problem]="problem" />
    }
    @if (told(); as answer) {
      <section class="u-mt-6" aria-labelledby="told-title" role="status">
        <h2 id="told-title">{{ when(answer.at) }}</h2>
        <p>
          <sc-tier-chip [tier]="answer.tier" />
          {{ answer.inHours ? 'In hours.' : 'Out of hours.' }}
          @if (answer.bankHoliday; as holiday) {
            Bank holiday: {{ holiday }}.
          }
        </p>
        @if (!answer.calendarKnown) {
          <p class="u-note">
            The list of bank holidays ends before this date. If it is a bank holiday, this answer is wrong.
          </p>
        }
        <sc-told-ladder [told]="answer" />
      </section>
    }
  `,
  styles: `
    :host {
      max-inline-size: 80rem;
    }
  `,
})
export class WhoIsTold {
  private readonly api = inject(Api);
  private readonly start = inject(ServerClock).read();

  protected readonly date = signal(londonDate(this.start));
  protected readonly time = signal(londonTime(this.start));
  protected readonly tier = signal<Tier>('red');
  protected readonly tiers = (Object.keys(TIERS) as Tier[]).map(
    (tier) => [tier, tier.charAt(0).toUpperCase() + tier.slice(1)] as const,
  );
  protected readonly attempt = new Attempt();
  protected readonly told = signal<Told | null>(null);
  private readonly tried = signal(false);
  private readonly at = computed(() => {
    const clock = timeOfDay(this.time());
    return clock === null || dateOfDay(this.date()) === null ? null : londonInstant(this.date(), clock).toISOString();
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
