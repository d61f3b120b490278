import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { HaemtrackImport, HomeTherapyDetail, HomeTherapyList } from '@shared-care/contracts/home-therapy/answers';
import type {
  ChangeHomeTherapy,
  RecordDiaryBleed,
  RecordHaemtrackPeriod,
  SettleBleed,
  SettleDelivery,
} from '@shared-care/contracts/home-therapy/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** Factor at home, as the server tells it. */
@Service()
export class HomeTherapyStore {
  private readonly http = inject(HttpClient);

  list(): Promise<HomeTherapyList> {
    return firstValueFrom(this.http.get<HomeTherapyList>(`${API}/home-therapy`));
  }

  of(patientId: string): Promise<HomeTherapyDetail> {
    return firstValueFrom(this.http.get<HomeTherapyDetail>(`${API}/patients/${patientId}/home-therapy`));
  }

  change(patientId: string, to: ChangeHomeTherapy): Promise<HomeTherapyDetail> {
    return this.post(`/patients/${patientId}/home-therapy`, to);
  }

  settleDelivery(deliveryId: string, how: SettleDelivery): Promise<HomeTherapyDetail> {
    return this.post(`/home-deliveries/${deliveryId}/settle`, how);
  }

  recordPeriod(patientId: string, period: RecordHaemtrackPeriod): Promise<HomeTherapyDetail> {
    return this.post(`/patients/${patientId}/haemtrack-periods`, period);
  }

  recordBleed(patientId: string, bleed: RecordDiaryBleed): Promise<HomeTherapyDetail> {
    return this.post(`/patients/${patientId}/diary-bleeds`, bleed);
  }

  settleBleed(how: SettleBleed): Promise<HomeTherapyList> {
    return this.post('/lone-bleeds/settle', how);
  }

  /** `write` false only says what the file would change. */
  importFile(csv: string, write: boolean): Promise<HaemtrackImport> {
    return this.post(write ? '/haemtrack-imports' : '/haemtrack-imports/check', { csv });
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return firstValueFrom(this.http.post<T>(API + path, body));
  }
}
