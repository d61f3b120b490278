import { HttpClient } from '@angular/common/http';
import { effect, inject, Service, untracked } from '@angular/core';
import type {
  BankHolidays,
  OnNow,
  RecordedRotaChange,
  RotaPatterns,
  RotaWeek,
  Told,
} from '@shared-care/contracts/rota/answers';
import type { RotaChangeInput, SaveDutyNumber, SaveRotaPattern } from '@shared-care/contracts/rota/shapes';
import { API } from '@shared-care/contracts/routes';
import type { Tier } from '@shared-care/domain/alert-tier';
import { firstValueFrom } from 'rxjs';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { ServerClock } from '../core/server-clock';
import { SessionStore } from '../core/session-store';

const ROTA = `${API}/rota`;
/** The header asks again this often, beside live hints and the hour at which people change. */
const ASK_AGAIN_MS = 300_000;

@Service()
export class RotaStore {
  private readonly http = inject(HttpClient);
  private readonly live = inject(Live);
  private readonly clock = inject(ServerClock);
  private askedAt = 0;

  /** Who is told of an alert at this moment; kept true while somebody who may see it is signed in. */
  readonly onNow = new Fetched(() => this.get<OnNow>(`${ROTA}/on-now`));

  constructor() {
    const session = inject(SessionStore);
    effect(() => {
      this.live.changed('rota');
      if (session.may('rota', 'read')) untracked(() => this.ask());
      else untracked(() => this.onNow.clear());
    });
    effect(() => {
      const now = this.clock.now().getTime();
      const until = untracked(() => this.onNow.value()?.until);
      const turned = until != null && now >= Date.parse(until) && this.askedAt < Date.parse(until);
      if (this.askedAt > 0 && (turned || now - this.askedAt > ASK_AGAIN_MS)) untracked(() => this.ask());
    });
  }

  /** Rises when somebody changed the rota. */
  changed(): number {
    return this.live.changed('rota');
  }

  week(date: string | null): Promise<RotaWeek> {
    return this.get(ROTA, date === null ? {} : { date });
  }

  told(at: string, tier: Tier): Promise<Told> {
    return this.get(`${ROTA}/told`, { at, tier });
  }

  patterns(): Promise<RotaPatterns> {
    return this.get(`${ROTA}/patterns`);
  }

  bankHolidays(): Promise<BankHolidays> {
    return this.get(`${ROTA}/bank-holidays`);
  }

  record(change: RotaChangeInput): Promise<RecordedRotaChange> {
    return this.post('changes', change);
  }

  withdraw({ id, version }: RecordedRotaChange): Promise<RecordedRotaChange> {
    return this.post(`changes/${id}/withdraw`, { version });
  }

  restore({ id, version }: RecordedRotaChange): Promise<RecordedRotaChange> {
    return this.post(`changes/${id}/restore`, { version });
  }

  savePattern(pattern: SaveRotaPattern): Promise<RotaPatterns> {
    return this.post('patterns', pattern);
  }

  withdrawPattern({ id, version }: { id: string; version: number }): Promise<RotaPatterns> {
    return this.post(`patterns/${id}/withdraw`, { version });
  }

  saveNumber(number: SaveDutyNumber): Promise<RotaPatterns> {
    return this.post('numbers', number);
  }

  private ask(): void {
    this.askedAt = this.clock.read().getTime();
    void this.onNow.refresh();
  }

  private get<T>(path: string, params: Record<string, string> = {}): Promise<T> {
    return firstValueFrom(this.http.get<T>(path, { params }));
  }

  private post<T>(path: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(`${ROTA}/${path}`, body));
  }
}
