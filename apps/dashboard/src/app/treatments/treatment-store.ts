import { HttpClient } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import { API } from '@shared-care/contracts/routes';
import type { PatientTreatments, TreatmentDetail, TreatmentList } from '@shared-care/contracts/treatments/answers';
import type {
  AddTreatment,
  ChangeTreatment,
  RecordTreatment,
  SaveTreatmentWords,
  StrikeOutTreatment,
} from '@shared-care/contracts/treatments/shapes';
import { firstValueFrom } from 'rxjs';

/** What a unit says of each treatment, and which child is on what. */
@Service()
export class TreatmentStore {
  private readonly http = inject(HttpClient);
  /** Counts up with each change made here: what shows a child's treatments fetches again. */
  private readonly made = signal(0);
  readonly changed = this.made.asReadonly();

  list(): Promise<TreatmentList> {
    return firstValueFrom(this.http.get<TreatmentList>(`${API}/treatments`));
  }

  get(id: string): Promise<TreatmentDetail> {
    return firstValueFrom(this.http.get<TreatmentDetail>(`${API}/treatments/${id}`));
  }

  add(treatment: AddTreatment): Promise<TreatmentDetail> {
    return this.post('/treatments', treatment);
  }

  begin(treatmentId: string): Promise<TreatmentDetail> {
    return this.post('/treatment-words', { treatmentId });
  }

  save(versionId: string, words: SaveTreatmentWords): Promise<TreatmentDetail> {
    return this.post(`/treatment-words/${versionId}`, words);
  }

  discard(versionId: string, version: number): Promise<TreatmentDetail> {
    return this.post(`/treatment-words/${versionId}/discard`, { version });
  }

  approve(versionId: string, version: number): Promise<TreatmentDetail> {
    return this.post(`/treatment-words/${versionId}/approve`, { version });
  }

  withdraw(versionId: string, version: number, because: string): Promise<TreatmentDetail> {
    return this.post(`/treatment-words/${versionId}/withdraw`, { version, because });
  }

  ofPatient(patientId: string): Promise<PatientTreatments> {
    return firstValueFrom(this.http.get<PatientTreatments>(`${API}/patients/${patientId}/treatments`));
  }

  record(patientId: string, treatment: RecordTreatment): Promise<PatientTreatments> {
    return this.post(`/patients/${patientId}/treatments`, treatment);
  }

  change(id: string, treatment: ChangeTreatment): Promise<PatientTreatments> {
    return this.post(`/patient-treatments/${id}`, treatment);
  }

  strikeOut(id: string, body: StrikeOutTreatment): Promise<PatientTreatments> {
    return this.post(`/patient-treatments/${id}/strike-out`, body);
  }

  restore(id: string, version: number): Promise<PatientTreatments> {
    return this.post(`/patient-treatments/${id}/restore`, { version });
  }

  private async post<T>(path: string, body: unknown): Promise<T> {
    const answer = await firstValueFrom(this.http.post<T>(API + path, body));
    this.made.update((count) => count + 1);
    return answer;
  }
}
