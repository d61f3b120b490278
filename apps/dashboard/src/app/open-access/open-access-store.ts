import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  ArrangementDetail,
  ArrangementsToAgree,
  PatientOpenAccess,
  ReviewBoard,
} from '@shared-care/contracts/open-access/answers';
import type { ArrangementInput } from '@shared-care/contracts/open-access/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

export type Seen = Pick<ArrangementDetail, 'id' | 'version'>;

/** Open access arrangements, as the server tells them. Every verb answers with the arrangement as it then is. */
@Service()
export class OpenAccessStore {
  private readonly http = inject(HttpClient);

  get(id: string): Promise<ArrangementDetail> {
    return firstValueFrom(this.http.get<ArrangementDetail>(`${API}/open-access/${id}`));
  }

  ofPatient(patientId: string): Promise<PatientOpenAccess> {
    return firstValueFrom(this.http.get<PatientOpenAccess>(`${API}/patients/${patientId}/open-access`));
  }

  board(hospitalId: string, month: string): Promise<ReviewBoard> {
    return firstValueFrom(this.http.get<ReviewBoard>(`${API}/open-access`, { params: { hospitalId, month } }));
  }

  toAgree(): Promise<ArrangementsToAgree> {
    return firstValueFrom(this.http.get<ArrangementsToAgree>(`${API}/open-access/to-agree`));
  }

  /** The draft of this child at this hospital: a new one, or the one in the making. */
  start(patientId: string, hospitalId: string): Promise<ArrangementDetail> {
    return firstValueFrom(
      this.http.post<ArrangementDetail>(`${API}/patients/${patientId}/open-access`, { hospitalId }),
    );
  }

  save(seen: Seen, content: ArrangementInput): Promise<ArrangementDetail> {
    return this.act(seen, 'save', { content });
  }

  /** Any other verb of an arrangement, with what its form holds. */
  act(seen: Seen, verb: string, body: object = {}): Promise<ArrangementDetail> {
    return firstValueFrom(
      this.http.post<ArrangementDetail>(`${API}/open-access/${seen.id}/${verb}`, { version: seen.version, ...body }),
    );
  }
}
