import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Family, FamilyHistory, Organisation, OrganisationMatches } from '@shared-care/contracts/family/answers';
import type {
  RestoreEntry,
  SaveCommunication,
  SaveDoseDays,
  SaveGiver,
  SaveOrganisation,
  SavePerson,
  SavePlace,
  SearchOrganisations,
  StrikeOutEntry,
} from '@shared-care/contracts/family/shapes';
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

  savePlace(patientId: string, place: SavePlace): Promise<Family> {
    return this.post(patientId, 'places', place);
  }

  saveGiver(patientId: string, giver: SaveGiver): Promise<Family> {
    return this.post(patientId, 'givers', giver);
  }

  saveDoseDays(patientId: string, days: SaveDoseDays): Promise<Family> {
    return this.post(patientId, 'dose-days', days);
  }

  findOrganisations(asked: SearchOrganisations): Promise<OrganisationMatches> {
    return firstValueFrom(this.http.post<OrganisationMatches>(`${API}/organisations/search`, asked));
  }

  saveOrganisation(organisation: SaveOrganisation): Promise<Organisation> {
    return firstValueFrom(this.http.post<Organisation>(`${API}/organisations`, organisation));
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
