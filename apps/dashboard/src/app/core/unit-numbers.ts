import { HttpClient, HttpHeaders } from '@angular/common/http';
import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { API, UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import type { SignInPage } from '@shared-care/contracts/session/answers';
import { unitLinesAt, type UnitWeek } from '@shared-care/domain/unit-week';
import { isInHours } from '@shared-care/domain/working-time';
import { firstValueFrom } from 'rxjs';
import { ServerClock } from './server-clock';

const KEPT_AS = 'sc-unit-numbers';
const AGAIN_MS = 60_000;

/**
 * The unit's own number for this hour, also while a page loads, after an error, signed out and without a connection: the
 * last answer is kept with the hours of each number, and the hour on the clock chooses. Numbers of the unit alone are
 * kept on the device, nothing about any child.
 */
@Service()
export class UnitNumbers {
  private readonly http = inject(HttpClient);
  private readonly clock = inject(ServerClock);
  private readonly week = signal<UnitWeek | null>(kept());
  private askedAt = 0;

  /** Best first; empty when no number is known for this hour. */
  readonly lines = computed(() => {
    const week = this.week();
    return week === null ? [] : unitLinesAt(week, this.clock.now());
  });
  readonly line = computed(() => this.lines()[0] ?? null);
  readonly inHours = computed(() => isInHours(this.clock.now(), new Set(this.week()?.bankHolidays ?? [])));

  constructor() {
    // What the rota said has run out, or nothing is known: the clock alone decides until there is an answer.
    effect(() => {
      const now = this.clock.now();
      const week = this.week();
      if (week === null || now >= new Date(week.until)) untracked(() => void this.ask(now));
    });
  }

  /** As an answer of the server carried it; null says nothing new. */
  take(week: UnitWeek | null): void {
    if (week === null) return;
    this.clock.set(week.asOf);
    this.week.set(week);
    try {
      localStorage.setItem(KEPT_AS, JSON.stringify(week));
    } catch {
      // Storage is full or refused: this page still has it.
    }
  }

  private async ask(now: Date): Promise<void> {
    if (now.getTime() - this.askedAt < AGAIN_MS) return;
    this.askedAt = now.getTime();
    try {
      const headers = new HttpHeaders({ [UNATTENDED_HEADER]: '1' });
      this.take((await firstValueFrom(this.http.get<SignInPage>(`${API}/sign-in-page`, { headers }))).unit);
    } catch {
      // Without an answer what is kept stands, and it is asked again.
    }
  }
}

function kept(): UnitWeek | null {
  try {
    const week = JSON.parse(localStorage.getItem(KEPT_AS) ?? 'null') as Partial<UnitWeek> | null;
    const whole = Array.isArray(week?.contacts) && Array.isArray(week.bankHolidays) && Array.isArray(week.now);
    return whole && week.asOf && week.until ? (week as UnitWeek) : null;
  } catch {
    return null;
  }
}
