import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { HospitalSummary } from '@shared-care/contracts/hospitals';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class HospitalStore {
  private readonly http = inject(HttpClient);

  /** Without words: the unit's own network. With words: any site in the ODS register. */
  search(words = ''): Promise<HospitalSummary[]> {
    return firstValueFrom(this.http.get<HospitalSummary[]>(`${API}/hospitals`, { params: { search: words } }));
  }
}
