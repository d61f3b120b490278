import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AlertLoad } from '@shared-care/contracts/insights';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class InsightsStore {
  private readonly http = inject(HttpClient);

  alertLoad(): Promise<AlertLoad> {
    return firstValueFrom(this.http.get<AlertLoad>(`${API}/insights/alert-load`));
  }
}
