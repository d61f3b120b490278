import { inject, Service } from '@angular/core';
import { SessionStore } from '../core/session-store';

/**
 * Text typed into an alert's forms and not saved yet, so that looking at another alert, or signing in again, loses
 * nothing. In memory only: nothing about a child is kept on the device.
 */
@Service()
export class Drafts {
  private readonly session = inject(SessionStore);
  private readonly kept = new Map<string, unknown>();
  private by: string | null = null;

  get<T>(form: string, alertId: string): T | null {
    return (this.ofThisPerson().get(`${form} ${alertId}`) as T | undefined) ?? null;
  }

  keep(form: string, alertId: string, draft: unknown): void {
    this.ofThisPerson().set(`${form} ${alertId}`, draft);
  }

  drop(form: string, alertId: string): void {
    this.kept.delete(`${form} ${alertId}`);
  }

  private ofThisPerson(): Map<string, unknown> {
    const user = this.session.user()?.id ?? null;
    // What one person typed is never offered to the next at the same screen.
    if (user !== null && user !== this.by) {
      this.kept.clear();
      this.by = user;
    }
    return this.kept;
  }
}
