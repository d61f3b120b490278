import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AdminHome } from '@shared-care/contracts/admin-home/answers';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class AdminHomeStore {
  private readonly http = inject(HttpClient);

  home(): Promise<AdminHome> {
    return firstValueFrom(this.http.get<AdminHome>(`${API}/admin-home`));
  }
}
