import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API } from '@shared-care/contracts/routes';
import type { SharedCare } from '@shared-care/contracts/shared-care-links/answers';
import type {
  AddLink,
  ChangeLinkConsultant,
  ConfirmLink,
  EndLink,
  MoveHospital,
} from '@shared-care/contracts/shared-care-links/shapes';
import { firstValueFrom } from 'rxjs';

/** The links of one child. Every verb answers with the links as they then are. */
@Service()
export class SharedCareStore {
  private readonly http = inject(HttpClient);

  get(patientId: string): Promise<SharedCare> {
    return firstValueFrom(this.http.get<SharedCare>(`${API}/patients/${patientId}/shared-care`));
  }

  add(patientId: string, link: AddLink): Promise<SharedCare> {
    return this.post(`patients/${patientId}/links`, link);
  }

  move(patientId: string, move: MoveHospital): Promise<SharedCare> {
    return this.post(`patients/${patientId}/move`, move);
  }

  end(linkId: string, ending: EndLink): Promise<SharedCare> {
    return this.post(`links/${linkId}/end`, ending);
  }

  changeConsultant(linkId: string, change: ChangeLinkConsultant): Promise<SharedCare> {
    return this.post(`links/${linkId}/consultant`, change);
  }

  confirm(linkId: string, word: ConfirmLink): Promise<SharedCare> {
    return this.post(`links/${linkId}/confirm`, word);
  }

  async undo(patientId: string, changeId: string): Promise<SharedCare> {
    await firstValueFrom(this.http.post(`${API}/link-changes/${changeId}/undo`, { whole: false }));
    return this.get(patientId);
  }

  private post(path: string, body: object): Promise<SharedCare> {
    return firstValueFrom(this.http.post<SharedCare>(`${API}/${path}`, body));
  }
}
