import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { PatientFacts } from '@shared-care/contracts/patient-facts/answers';
import type { AddInhibitorResult, AddWeight, ChangeFacts } from '@shared-care/contracts/patient-facts/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class FactsStore {
  private readonly http = inject(HttpClient);

  get(patientId: string): Promise<PatientFacts> {
    return firstValueFrom(this.http.get<PatientFacts>(`${API}/patients/${patientId}/facts`));
  }

  change(patientId: string, changes: ChangeFacts): Promise<PatientFacts> {
    return this.post(`patients/${patientId}/facts`, changes);
  }

  addWeight(patientId: string, weight: AddWeight): Promise<PatientFacts> {
    return this.post(`patients/${patientId}/weights`, weight);
  }

  addInhibitorResult(patientId: string, result: AddInhibitorResult): Promise<PatientFacts> {
    return this.post(`patients/${patientId}/inhibitor-results`, result);
  }

  strikeOut(entryId: string, because: string): Promise<PatientFacts> {
    return this.post(`fact-entries/${entryId}/strike-out`, { because });
  }

  private post(path: string, body: object): Promise<PatientFacts> {
    return firstValueFrom(this.http.post<PatientFacts>(`${API}/${path}`, body));
  }
}
