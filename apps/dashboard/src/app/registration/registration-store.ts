import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { AlertDetail } from '@shared-care/contracts/alerts/answers';
import type { RegisteredPatient, SimilarPatients } from '@shared-care/contracts/registration/answers';
import type { RegisterPatient, SimilarQuery } from '@shared-care/contracts/registration/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class RegistrationStore {
  private readonly http = inject(HttpClient);

  similar(query: SimilarQuery): Promise<SimilarPatients> {
    return firstValueFrom(this.http.post<SimilarPatients>(`${API}/patients/similar`, query));
  }

  register(registration: RegisterPatient): Promise<RegisteredPatient> {
    return firstValueFrom(this.http.post<RegisteredPatient>(`${API}/patients`, registration));
  }

  /** What was said when an unmatched child was logged. */
  alert(id: string): Promise<AlertDetail> {
    return firstValueFrom(this.http.get<AlertDetail>(`${API}/alerts/${id}`));
  }
}
