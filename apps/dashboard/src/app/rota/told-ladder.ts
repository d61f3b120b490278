import { Component, computed, input } from '@angular/core';
import type { Told } from '@shared-care/contracts/rota/answers';
import { londonDate, londonTime } from '@shared-care/domain/london-time';
import { Avatar } from '@shared-care/ui/avatar/avatar';
import { dayWords, shortDuty } from './rota-words';

/** Of the whole width: the last step, which goes on until somebody acknowledges. */
const LAST = 20;

/** Who is told as long as the alert is not acknowledged: a step for each level, over time. */
@Component({
  selector: 'sc-told-ladder',
  imports: [Avatar],
  template: `
    <ol class="u-stack u-gap-2" [style.--steps]="steps().length">
      @for (step of steps(); track step.level; let place = $index) {
        <li
          class="u-ground"
          [style.--left]="step.left + '%'"
          [style.--width]="step.width + '%'"
          [style.--row]="steps().length - place"
        >
          <h3 class="u-mb-1 u-tabular">
            {{ step.level === 0 ? 'At once' : 'Not acknowledged by ' + step.when }}
            @if (step.minutes > 0) {
              <span class="meta">+{{ step.minutes }} min</span>
            }
          </h3>
          <ul class="u-stack u-gap-2">
            @for (person of step.people; track person.name) {
              <li class="u-flex u-gap-2 u-top">
                <sc-avatar [person]="{ id: idOf(person.name), displayName: person.name }" />
                <span
                  ><strong>{{ person.name }}</strong
                  >{{ person.duty === 'everybody' ? '' : ', ' + duty(person.duty) }}
                  <span class="meta because u-block">{{ person.because }}</span></span
                >
              </li>
            } @empty {
              <li class="u-flex u-gap-2 u-top">No one: there is no active nurse or doctor.</li>
            }
          </ul>
        </li>
      }
    </ol>
  `,
  styles: `
    ol > li {
      padding: 0.625rem 0.75rem;
      border-inline-start: 3px solid var(--sc-control);
    }
    @media screen and (min-width: 60rem) {
      /* Later is further right and higher: the picture of a ladder. */
      ol {
        grid-template-columns: minmax(0, 1fr);
        gap: 0;
        padding-block-end: 0.25rem;
        border-block-end: 2px solid var(--sc-control);
      }
      ol > li {
        grid-row: var(--row);
        inline-size: max(var(--width), 15rem);
        margin-inline-start: min(var(--left), 100% - 15rem);
        border-radius: 0 var(--sc-corner-field) var(--sc-corner-field) 0;
      }
    }
    @media print {
      /* Paper has no room to climb: the steps stand beside each other. */
      ol {
        grid-auto-flow: column;
        grid-auto-columns: minmax(0, 1fr);
      }
      ol > li {
        break-inside: avoid;
      }
    }
  `,
})
export class ToldLadder {
  readonly told = input.required<Told>();

  /** So that a person has the same hue here as in the week. */
  readonly people = input<readonly { id: string; name: string }[]>([]);

  protected readonly steps = computed(() => {
    const { at, steps } = this.told();
    const begin = Date.parse(at);
    const span = Math.max(1, ...steps.map((step) => Date.parse(step.at) - begin));
    const left = (instant: string): number => ((Date.parse(instant) - begin) / span) * (100 - LAST);
    return steps.map((step, place) => {
      const next = steps[place + 1];
      const instant = new Date(step.at);
      return {
        ...step,
        left: left(step.at),
        width: next ? left(next.at) - left(step.at) : LAST,
        minutes: Math.round((instant.getTime() - begin) / 60_000),
        when: `${dayWords(londonDate(instant))} ${londonTime(instant)}`,
      };
    });
  });
  protected readonly duty = shortDuty;

  protected idOf(name: string): string {
    return this.people().find((one) => one.name === name)?.id ?? name;
  }
}
