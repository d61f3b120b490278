import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AuditPage, UnusualPage } from '@shared-care/contracts/audit/answers';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

export type AuditOf = 'patients' | 'users';

@Service()
export class AuditStore {
  private readonly http = inject(HttpClient);

  page(of: AuditOf, id: string, params: Record<string, string>): Promise<AuditPage> {
    return firstValueFrom(this.http.get<AuditPage>(`${API}/audit/${of}/${id}`, { params }));
  }

  unusual(params: Record<string, string>): Promise<UnusualPage> {
    return firstValueFrom(this.http.get<UnusualPage>(`${API}/audit/unusual`, { params }));
  }
}
