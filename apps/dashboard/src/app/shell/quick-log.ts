import { Service, signal } from '@angular/core';

/** Whether the sheet to log an attendance is open beside the page, and for whom. */
@Service()
export class QuickLog {
  private readonly shown = signal(false);
  private readonly patient = signal<string | null>(null);
  private readonly count = signal(0);
  readonly open = this.shown.asReadonly();
  /** Id of the patient it was opened for, if it was opened from a record. */
  readonly patientId = this.patient.asReadonly();
  /** A call of the night that nobody typed at the time. */
  private readonly late = signal(false);
  readonly foundLater = this.late.asReadonly();
  /** Rises each time it is asked for, also while it is open. */
  readonly asked = this.count.asReadonly();

  show(patientId: string | null = null, { foundLater = false } = {}): void {
    this.patient.set(patientId);
    this.late.set(foundLater);
    this.count.update((count) => count + 1);
    this.shown.set(true);
  }

  hide(): void {
    this.shown.set(false);
  }
}
