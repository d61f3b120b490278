import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { CaughtMail } from '@shared-care/contracts/alerts/answers';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class DemoMailStore {
  private readonly http = inject(HttpClient);

  caught(): Promise<CaughtMail[]> {
    return firstValueFrom(this.http.get<CaughtMail[]>(`${API}/demo-mail`));
  }
}
