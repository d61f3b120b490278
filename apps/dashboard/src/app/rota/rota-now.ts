import { Component, computed, inject, input } from '@angular/core';
import type { RotaShift, RotaWeek } from '@shared-care/contracts/rota/answers';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { Icon } from '@shared-care/ui/icon/icon';
import { Api } from '../core/api';
import { fetchedNow } from '../core/fetched-for';
import { dayWords, dutyWords, timeWords } from './rota-words';
import { stretchesOf } from './week-lanes';

/** For a phone: who is on now and who follows, each with the number of the duty to ring. */
@Component({
  selector: 'sc-rota-now',
  host: { class: 'u-stack u-gap-3' },
  imports: [Avatar, Icon],
  template: `
    @for (part of parts(); track part.title) {
      <section class="card u-py-3 u-px-3" [attr.aria-label]="part.title">
        <h2>{{ part.title }}</h2>
        <ul>
          @for (one of part.shifts; track one.duty + one.userId) {
            <li class="row u-py-2 u-ruled u-gap-1-4">
              <sc-avatar [person]="{ id: one.userId, displayName: one.name }" />
              <span class="who u-flex-1"
                ><strong>{{ one.name }}</strong
                >, {{ duty(one.duty) }}<br /><span class="meta">until {{ time(one.until) }}</span></span
              >
              @if (one.number; as number) {
                <a
                  class="u-inline-flex u-center u-tall-l u-strong u-tabular u-keep"
                  [href]="'tel:' + number.phone.replaceAll(' ', '')"
                  ><sc-icon name="phone" />{{ number.phone
                  }}<span class="meta">{{ number.bleep ? ' bleep ' + number.bleep : '' }}</span></a
                >
              }
            </li>
          } @empty {
            <li class="row u-py-2 u-ruled u-gap-1-4">Not covered.</li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    li:first-child {
      border: 0;
    }
    .who {
      min-inline-size: 8rem;
    }
    a {
      gap: 0.375rem;
    }
  `,
})
export class RotaNow {
  private readonly api = inject(Api);

  readonly week = input.required<RotaWeek>();
  readonly now = input.required<Date>();

  private readonly patterns = fetchedNow(() => this.api.call('GET rota/patterns'));
  protected readonly parts = computed(() => {
    const now = this.now().toISOString();
    const shifts = stretchesOf(this.week());
    const next = shifts
      .map(({ from }) => from)
      .filter((from) => from > now)
      .sort()[0];
    const numbered = (list: RotaShift[]) =>
      list.map((one) => ({
        ...one,
        number: this.patterns.value()?.numbers.find(({ duty, phone }) => duty === one.duty && phone !== '') ?? null,
      }));
    const today = londonDate(this.now());
    return [
      {
        title: `Now, ${dayWords(today).slice(0, 3)} ${londonTime(this.now())}`,
        shifts: numbered(shifts.filter(({ from, until }) => from <= now && now < until)),
      },
      ...(next
        ? [
            {
              title: `Then, from ${timeWords(next, today)}`,
              shifts: numbered(shifts.filter(({ from }) => from === next)),
            },
          ]
        : []),
    ];
  });
  protected readonly duty = (duty: RotaShift['duty']): string => dutyWords(duty).toLowerCase().replace('phu', 'PHU');
  protected time(until: string): string {
    return timeWords(until, londonDate(this.now()));
  }
}
