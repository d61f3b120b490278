import { Component, computed, inject, input, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import { TOLD_BY } from '@shared-care/domain/attendance-reasons';
import { londonDate, londonTime, weekday } from '@shared-care/domain/london-time';
import { RingNow } from '@shared-care/ui/ring-now/ring-now';
import { ServerClock } from '../core/server-clock';

const FIRST = 3;
const FIRST_ON_A_PHONE = 2;
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** Whom to ring about this child at this hour. */
@Component({
  selector: 'sc-ring-card',
  host: { class: 'u-block' },
  imports: [MatButton, RingNow],
  template: `
    <section class="card u-py-2" aria-labelledby="ring-title">
      <div class="row u-gap-0-2 u-tall-m">
        <h2 id="ring-title" tabindex="-1">Ring now</h2>
        <span class="meta">for {{ hour() }}</span>
        @if (further() > 0) {
          <button class="u-push" type="button" matButton="text" (click)="all.set(true)">{{ further() }} more</button>
        }
      </div>
      @for (words of alert().closedHospitals; track words) {
        <p class="u-mb-1 u-rowtext u-strong"><span aria-hidden="true">⚠ </span>{{ words }}</p>
      }
      @if (alert().attendance?.unlistedHospital; as hospital) {
        @if (hospital.phone; as phone) {
          <p class="u-mb-1 u-rowtext">
            {{ hospital.name }}, as given:
            <a class="number u-strong u-keep" [href]="'tel:' + phone" (click)="used.emit(phone)">{{ phone }}</a>&ngsp;
            <span class="meta">Number not checked yet.</span>
          </p>
        }
      }
      <sc-ring-now [lines]="lines()" [compact]="true" (used)="used.emit($event)" />
      @if (alert().callBack; as callBack) {
        <p class="back u-mt-2 u-mb-0 u-rowtext">
          Call back:
          <a class="number u-strong u-keep" [href]="'tel:' + callBack" (click)="used.emit(callBack)">{{ callBack }}</a>
          @if (alert().attendance; as attendance) {
            ({{ toldBy[attendance.toldBy].toLowerCase() }})
          }
        </p>
      }
    </section>
  `,
  styles: `
    @media (max-width: 640px) {
      .card {
        padding: 0.5rem 0.75rem;
      }
    }
  `,
})
export class RingCard {
  private readonly clock = inject(ServerClock);

  readonly alert = input.required<AlertDetail>();
  readonly narrow = input(false);
  /** The number a person chose to ring, as it is written. */
  readonly used = output<string>();

  protected readonly all = signal(false);
  private readonly most = computed(() => (this.all() ? Infinity : this.narrow() ? FIRST_ON_A_PHONE : FIRST));
  /** The hospital of the child is named in the heading of the story: a line of it needs no repeating. */
  protected readonly lines = computed(() => {
    const here = `, ${this.alert().attendance?.hospital.name}`;
    return this.alert()
      .ringNow.slice(0, this.most())
      .map((line) => ({ ...line, label: line.label.replace(here, '') }));
  });
  protected readonly further = computed(() => this.alert().ringNow.length - this.lines().length);
  protected readonly hour = computed(() => {
    const now = this.clock.now();
    return `${DAYS[weekday(londonDate(now))]} ${londonTime(now)}`;
  });
  protected readonly toldBy = TOLD_BY;
}
