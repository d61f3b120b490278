import { Component, inject, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TourMemory } from './tour-memory';

/** A quiet offer at the foot, once for each person: it covers nothing and holds up no one. */
@Component({
  selector: 'sc-tour-offer',
  imports: [MatButton],
  template: `
    @if (memory.offered()) {
      <section
        class="no-print u-small u-flex u-wrap u-center u-gap-2-3 u-boxed u-round-card u-on-card"
        aria-label="First visit"
      >
        <p class="u-grow-wide u-m-0"><b>New here?</b> See where things are in four steps.</p>
        <button matButton="outlined" type="button" (click)="started.emit()">Show me around</button>
        <button matButton="text" type="button" (click)="memory.settle()">No tour</button>
      </section>
    }
  `,
  styles: `
    section {
      max-inline-size: 40rem;
      margin-block-start: 2rem;
      padding: 0.5rem 0.5rem 0.5rem 1rem;
    }
  `,
})
export class TourOffer {
  protected readonly memory = inject(TourMemory);
  readonly started = output();
}
