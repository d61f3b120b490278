import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { CorrectionList, DecideCorrection } from '@shared-care/contracts/my-patients';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class CorrectionStore {
  private readonly http = inject(HttpClient);

  list(): Promise<CorrectionList> {
    return firstValueFrom(this.http.get<CorrectionList>(`${API}/record-corrections`));
  }

  decide(id: string, decision: DecideCorrection): Promise<CorrectionList> {
    return firstValueFrom(this.http.post<CorrectionList>(`${API}/record-corrections/${id}/decide`, decision));
  }
}
