import { Service, signal } from '@angular/core';

/** A page asks for the search box of the header, wherever that is on this screen. */
@Service()
export class FindAnything {
  private readonly count = signal(0);
  /** Rises with each time. */
  readonly asked = this.count.asReadonly();

  ask(): void {
    this.count.update((count) => count + 1);
  }
}
