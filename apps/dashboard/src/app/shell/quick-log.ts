import { Service, signal } from '@angular/core';

/** Whether the sheet to log an attendance is open beside the page. */
@Service()
export class QuickLog {
  private readonly shown = signal(false);
  readonly open = this.shown.asReadonly();

  show(): void {
    this.shown.set(true);
  }

  hide(): void {
    this.shown.set(false);
  }
}
