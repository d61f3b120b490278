import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  Family,
  FamilyHistory,
  RestoreEntry,
  SaveCommunication,
  SavePerson,
  StrikeOutEntry,
} from '@shared-care/contracts/family';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** Who and what is around a child. */
@Service()
export class FamilyStore {
  private readonly http = inject(HttpClient);

  get(patientId: string): Promise<Family> {
    return firstValueFrom(this.http.get<Family>(`${API}/patients/${patientId}/family`));
  }

  history(patientId: string): Promise<FamilyHistory> {
    return firstValueFrom(this.http.get<FamilyHistory>(`${API}/patients/${patientId}/family/history`));
  }

  savePerson(patientId: string, person: SavePerson): Promise<Family> {
    return this.post(patientId, 'people', person);
  }

  saveCommunication(patientId: string, said: SaveCommunication): Promise<Family> {
    return this.post(patientId, 'communication', said);
  }

  strikeOut(patientId: string, entry: StrikeOutEntry): Promise<Family> {
    return this.post(patientId, 'strike-out', entry);
  }

  restore(patientId: string, entry: RestoreEntry): Promise<Family> {
    return this.post(patientId, 'restore', entry);
  }

  private post(patientId: string, what: string, body: object): Promise<Family> {
    return firstValueFrom(this.http.post<Family>(`${API}/patients/${patientId}/family/${what}`, body));
  }
}
