import { Component, computed, inject } from '@angular/core';
import { ALERT_LOAD_LIMITS, alertLoadMeasures, beyondLimits, REVIEW_DAYS } from '@shared-care/domain/alert-load';
import { TIER_TRIGGERS, TIERS } from '@shared-care/domain/alert-tier';
import { OnDate } from '@shared-care/ui/on-date/on-date';
import { LoadState } from '@shared-care/ui/load-state/load-state';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { Chart, type ChartOption } from './chart';
import { perWeek } from './figure-charts';

/** How much alerts ask of the nurses: the table is the source, the sentence its result. No nurse is named or ranked. */
@Component({
  selector: 'sc-alert-load-panel',
  imports: [Chart, OnDate, LoadState],
  templateUrl: './alert-load-panel.html',
  styleUrl: './alert-load-panel.scss',
})
export class AlertLoadPanel {
  private readonly api = inject(Api);
  protected readonly fetched = fetchedNow(() => this.api.call('GET insights/alert-load'));

  protected readonly load = this.fetched.value;
  protected readonly limits = ALERT_LOAD_LIMITS;
  protected readonly measures = computed(() => alertLoadMeasures(this.load()?.weeks ?? []));
  protected readonly beyond = computed(() => beyondLimits(this.measures()));
  protected readonly title = computed(() => {
    const { interruptsPerShift, repeats, actedOn } = this.measures();
    if (interruptsPerShift === null) return 'No nurse was told of an alert in the last 12 weeks';
    const acted = actedOn === null ? 'none has ended yet' : `${this.percent(actedOn)} acted on`;
    return `${this.oneDecimal(interruptsPerShift)} interrupts per nurse per shift, ${this.percent(repeats)} of them repeats; ${acted}`;
  });
  protected readonly advice = computed(() => {
    const words = {
      interruptsPerShift: `more than ${ALERT_LOAD_LIMITS.interruptsPerShift} interrupts per nurse per shift`,
      repeats: `more than ${this.percent(ALERT_LOAD_LIMITS.repeats)} repeats`,
      actedOn: `fewer than ${this.percent(ALERT_LOAD_LIMITS.actedOn)} acted on`,
    };
    const beyond = this.beyond().map((name) => words[name]);
    return beyond.length === 0
      ? 'Within all three limits.'
      : `Beyond the limits: ${beyond.join(', ')}. Review the rules within ${REVIEW_DAYS} days.`;
  });
  protected readonly picture = computed<ChartOption | null>(() => {
    const weeks = [...(this.load()?.weeks ?? [])].reverse();
    if (weeks.every(({ interrupts }) => interrupts === 0)) return null;
    return perWeek(
      'Interrupts per shift',
      weeks.map(({ week, shifts, interrupts }) => ({ week, value: shifts === 0 ? 0 : interrupts / shifts })),
      { at: ALERT_LOAD_LIMITS.interruptsPerShift, words: `at most ${ALERT_LOAD_LIMITS.interruptsPerShift}` },
    );
  });
  protected readonly triggers = TIER_TRIGGERS;
  protected readonly tiers = TIERS;

  protected perShift(week: { shifts: number; interrupts: number }): string {
    return week.shifts === 0 ? 'None' : this.oneDecimal(week.interrupts / week.shifts);
  }

  protected shareOf(part: number, whole: number): string {
    return whole === 0 ? 'None' : this.percent(part / whole);
  }

  private oneDecimal(value: number): string {
    return (Math.round(value * 10) / 10).toString();
  }

  private percent(share: number | null): string {
    return share === null ? '0%' : `${Math.round(share * 100)}%`;
  }
}
