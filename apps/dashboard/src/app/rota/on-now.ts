import { Component, computed, inject } from '@angular/core';
import { londonDate } from '@shared-care/domain/london-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { ServerClock } from '../core/server-clock';
import { RotaStore } from './rota-store';
import { peopleWords, timeWords } from './rota-words';

/** Whom an alert of this moment reaches, until when, and who then, by name. From the function that also sends it. */
@Component({
  selector: 'sc-on-now',
  host: { class: 'u-flex u-center u-gap-2 u-normal' },
  imports: [Avatar],
  template: `@if (words(); as shown) {
    @if (shown.first; as name) {
      <sc-avatar [person]="{ id: name, displayName: name }" />
    }
    <span class="words u-min-0"
      ><span class="now">On now: {{ shown.now }}</span>
      @if (shown.then) {
        <span class="then meta u-block">then {{ shown.then }}</span>
      }
    </span>
  }`,
  styles: `
    :host {
      font-size: 0.875rem;
      line-height: 1.125rem;
      letter-spacing: normal;
      white-space: normal;
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
    const [first] = shown.people.filter(({ duty }) => duty !== 'everybody');
    return {
      first: first?.name ?? null,
      now: `${peopleWords(shown.people)}${until}`,
      then: shown.then.length === 0 ? '' : peopleWords(shown.then),
    };
  });
}
