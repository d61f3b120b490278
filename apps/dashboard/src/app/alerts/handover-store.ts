import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { Colleague, HandoverView, OfferedAlerts } from '@shared-care/contracts/handover/answers';
import type { AnswerOvernightCalls, OfferAlerts } from '@shared-care/contracts/handover/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** The change of shift: who can take an alert, what goes over, and the calls of the night. */
@Service()
export class HandoverStore {
  private readonly http = inject(HttpClient);

  view(): Promise<HandoverView> {
    return firstValueFrom(this.http.get<HandoverView>(`${API}/handover`));
  }

  colleagues(): Promise<Colleague[]> {
    return firstValueFrom(this.http.get<Colleague[]>(`${API}/handover/colleagues`));
  }

  offer(asked: OfferAlerts): Promise<OfferedAlerts> {
    return firstValueFrom(this.http.post<OfferedAlerts>(`${API}/handover/offers`, asked));
  }

  answerCalls(answer: AnswerOvernightCalls): Promise<HandoverView> {
    return firstValueFrom(this.http.post<HandoverView>(`${API}/handover/overnight-calls`, answer));
  }
}
