import { inject, Service } from '@angular/core';
import type { Colleague, HandoverView, OfferedAlerts } from '@shared-care/contracts/handover/answers';
import type { AnswerOvernightCalls, OfferAlerts } from '@shared-care/contracts/handover/shapes';
import { Api } from '../core/api';

/** The change of shift: who can take an alert, what goes over, and the calls of the night. */
@Service()
export class HandoverStore {
  private readonly api = inject(Api);

  view(): Promise<HandoverView> {
    return this.api.call('GET handover');
  }

  colleagues(): Promise<Colleague[]> {
    return this.api.call('GET handover/colleagues');
  }

  offer(body: OfferAlerts): Promise<OfferedAlerts> {
    return this.api.call('POST handover/offers', { body });
  }

  answerCalls(body: AnswerOvernightCalls): Promise<void> {
    return this.api.call('POST handover/overnight-calls', { body });
  }
}
