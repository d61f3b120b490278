import { HttpClient } from '@angular/common/http';
import { computed, effect, inject, Service, untracked } from '@angular/core';
import { API } from '@shared-care/contracts/routes';
import type { UnitChange, UnitPage, UnitReadiness } from '@shared-care/contracts/unit/answers';
import type { ProposeUnitChange } from '@shared-care/contracts/unit/shapes';
import { firstValueFrom } from 'rxjs';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';

/** What is missing before alerts can be relied on, kept for the page, the strip and the admins' start page. */
@Service()
export class SetUpStore {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);

  readonly readiness = new Fetched(() => firstValueFrom(this.http.get<UnitReadiness>(`${API}/readiness`)));
  /** Steps with something missing; empty while nothing is known. */
  readonly open = computed(() => (this.readiness.value()?.steps ?? []).filter(({ missing }) => missing.length > 0));

  constructor() {
    const live = inject(Live);
    effect(() => {
      live.changed('hospitals');
      live.changed('rota');
      const may = this.session.may('readiness', 'read');
      untracked(() => (may ? void this.readiness.refresh() : this.readiness.clear()));
    });
  }

  page(): Promise<UnitPage> {
    return firstValueFrom(this.http.get<UnitPage>(`${API}/unit`));
  }

  propose(wanted: ProposeUnitChange): Promise<UnitPage> {
    return this.post('unit/changes', wanted);
  }

  decide({ id, version }: UnitChange, accept: boolean): Promise<UnitPage> {
    return this.post(`unit-changes/${id}/decide`, { version, accept });
  }

  sendTestMail(version: number): Promise<UnitPage> {
    return this.post('unit/test-mail', { version });
  }

  testMailArrived(code: string): Promise<UnitPage> {
    return this.post('unit/test-mail/arrived', { code });
  }

  private post(path: string, body: object): Promise<UnitPage> {
    return firstValueFrom(this.http.post<UnitPage>(`${API}/${path}`, body));
  }
}
