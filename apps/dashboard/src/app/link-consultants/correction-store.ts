import { HttpClient } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import type { CorrectionCount, CorrectionList } from '@shared-care/contracts/my-patients/answers';
import type { DecideCorrection } from '@shared-care/contracts/my-patients/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class CorrectionStore {
  private readonly http = inject(HttpClient);

  private readonly waiting = signal(0);
  /** How many suggestions wait for somebody of the unit. */
  readonly open = this.waiting.asReadonly();

  /** A count that cannot be had leaves the last one; the page itself says what is wrong. */
  async count(): Promise<void> {
    try {
      const { open } = await firstValueFrom(this.http.get<CorrectionCount>(`${API}/record-corrections/count`));
      this.waiting.set(open);
    } catch {
      return;
    }
  }

  list(): Promise<CorrectionList> {
    return firstValueFrom(this.http.get<CorrectionList>(`${API}/record-corrections`));
  }

  decide(id: string, decision: DecideCorrection): Promise<CorrectionList> {
    return firstValueFrom(this.http.post<CorrectionList>(`${API}/record-corrections/${id}/decide`, decision));
  }
}
