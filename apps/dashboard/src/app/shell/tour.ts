import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  ElementRef,
  inject,
  Injector,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { Role } from '@shared-care/domain/roles';
import { SessionStore } from '../core/session-store';
import { TourMemory } from './tour-memory';

interface Step {
  title: string;
  words: string;
  /** The first of these that is on screen is ringed. */
  at: string;
}

const FIND: Step = {
  title: 'Find anything',
  words: 'Type a name, a number or a page. The arrow keys choose, Enter opens. Ctrl+K brings you here from anywhere.',
  at: 'sc-search-box, .find',
};
const MENU: Step = {
  title: 'One map',
  words: 'Every work area, with what waits in it. On a small screen it is under the menu or More.',
  at: '.rail, .menu, .bottom button:last-child',
};
const UNIT: readonly Step[] = [
  {
    title: 'Today',
    words:
      'Alerts that need an owner come first. Acknowledge makes one yours: escalation stops, and every screen shows your name.',
    at: 'main h1',
  },
  {
    title: 'Log attendance',
    words:
      'A hospital rings: press this, or Alt+N, and type the child’s name. You see the tier and who is told before you save.',
    at: '.log, .bottom .add',
  },
  FIND,
  MENU,
];
const STEPS: Readonly<Record<Role, readonly Step[]>> = {
  haemostasis_nurse: UNIT,
  phu_doctor: UNIT,
  link_consultant: [
    {
      title: 'Your children',
      words: 'Press a child: the emergency plan and the right number for this hour come first.',
      at: 'main h1',
    },
    {
      title: 'Log arrival',
      words: 'A child is in your department: tell the unit at once, with the first treatment.',
      at: '.log, .bottom .add',
    },
    FIND,
    {
      title: 'Contacts and cover',
      words: 'Numbers that also work without a network, and under Me who covers for you.',
      at: '.rail, .menu, .bottom',
    },
  ],
  admin: [
    {
      title: 'What waits for you',
      words: 'The most dangerous first: numbers that may be wrong, hours with no name on the rota, closures.',
      at: 'main h1',
    },
    {
      title: 'People',
      words: 'Under Users you invite people and let them in again. A change of role needs a second admin.',
      at: '.rail a[href="/users"], .menu, .bottom button',
    },
    FIND,
    MENU,
  ],
};

/** Four steps beside the page, which stays usable all the time. */
@Component({
  selector: 'sc-tour',
  imports: [MatButton],
  host: { '(document:keydown.escape)': 'end()' },
  template: `
    <div
      #card
      class="card no-print u-pinned u-raised u-float"
      role="dialog"
      aria-labelledby="tour-title"
      aria-describedby="tour-words"
      tabindex="-1"
    >
      <p class="meta u-mb-2">Step {{ place() + 1 }} of {{ steps().length }}</p>
      <h2 class="u-m-0" id="tour-title">{{ step().title }}</h2>
      <p class="u-mb-2" id="tour-words">{{ step().words }}</p>
      <div class="row">
        @if (place() > 0) {
          <button matButton="outlined" type="button" (click)="place.set(place() - 1)">Back</button>
        }
        <button matButton="outlined" type="button" (click)="last() ? end() : place.set(place() + 1)">
          {{ last() ? 'Done' : 'Next' }}
        </button>
        @if (!last()) {
          <button matButton="text" type="button" (click)="end()">End the tour</button>
        }
      </div>
    </div>
  `,
  styles: `
    .card {
      z-index: 35;
      inset: auto 1.5rem 1.5rem auto;
      inline-size: min(22rem, calc(100vw - 3rem));
    }
    @media (max-width: 640px) {
      .card {
        inset-block-end: 5.5rem;
      }
    }
  `,
})
export class Tour {
  private readonly session = inject(SessionStore);
  private readonly memory = inject(TourMemory);
  private readonly card = viewChild.required<ElementRef<HTMLElement>>('card');
  readonly closed = output();

  protected readonly place = signal(0);
  protected readonly steps = computed(() => STEPS[this.session.user()?.role ?? 'haemostasis_nurse']);
  protected readonly step = computed(() => this.steps()[this.place()]!);
  protected readonly last = computed(() => this.place() === this.steps().length - 1);
  private ringed: HTMLElement | undefined;

  constructor() {
    const injector = inject(Injector);
    effect(() => {
      this.ring(this.step().at);
      afterNextRender(() => this.card().nativeElement.focus(), { injector });
    });
    inject(DestroyRef).onDestroy(() => this.ring(null));
  }

  protected end(): void {
    this.memory.settle();
    this.closed.emit();
  }

  private ring(at: string | null): void {
    this.ringed?.classList.remove('toured');
    this.ringed =
      at === null
        ? undefined
        : [...document.querySelectorAll<HTMLElement>(at)].find((element) => element.checkVisibility());
    this.ringed?.classList.add('toured');
  }
}
