import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AuditPage, UnusualAccess } from '@shared-care/contracts/audit';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

export type AuditOf = 'patients' | 'users';

@Service()
export class AuditStore {
  private readonly http = inject(HttpClient);

  page(of: AuditOf, id: string, params: Record<string, string>): Promise<AuditPage> {
    return firstValueFrom(this.http.get<AuditPage>(`${API}/audit/${of}/${id}`, { params }));
  }

  unusual(): Promise<UnusualAccess[]> {
    return firstValueFrom(this.http.get<UnusualAccess[]>(`${API}/audit/unusual`));
  }
}
