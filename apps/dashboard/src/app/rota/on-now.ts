import { Component, computed, inject } from '@angular/core';
import { londonDate } from '@shared-care/domain/london-time';
import { ServerClock } from '../core/server-clock';
import { RotaStore } from './rota-store';
import { peopleWords, shortDuty, timeWords } from './rota-words';

/** Whom an alert of this moment reaches, until when, and who then. From the function that also sends it. */
@Component({
  selector: 'sc-on-now',
  template: `@if (words(); as shown) {
    <span class="label">On now:</span> {{ shown.now }}
    @if (shown.then) {
      <span class="then"> · then {{ shown.then }}</span>
    }
  }`,
  styles: `
    :host {
      font-size: 14px;
      line-height: 18px;
    }
    .label {
      font-weight: 600;
    }
  `,
})
export class OnNow {
  private readonly store = inject(RotaStore);
  private readonly clock = inject(ServerClock);

  protected readonly words = computed(() => {
    const shown = this.store.onNow.value();
    if (shown === null) return null;
    const until = shown.until === null ? '' : `, until ${timeWords(shown.until, londonDate(this.clock.now()))}`;
    const then = [...new Set(shown.then.map(({ duty }) => shortDuty(duty)))].join(' and ');
    return { now: `${peopleWords(shown.people)}${until}`, then };
  });
}
