import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  EmergencyCard,
  EmergencyPlan,
  PlanBoard,
  PlanInHistory,
} from '@shared-care/contracts/emergency-plans/answers';
import type { SavePlan } from '@shared-care/contracts/emergency-plans/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

const PLANS = `${API}/emergency-plans`;

/** Nothing is kept here: a plan is fetched when it is looked at, and never stored on the device. */
@Service()
export class EmergencyPlanStore {
  private readonly http = inject(HttpClient);

  card(patientId: string): Promise<EmergencyCard> {
    return firstValueFrom(this.http.get<EmergencyCard>(`${API}/patients/${patientId}/emergency-card`));
  }

  history(patientId: string): Promise<PlanInHistory[]> {
    return firstValueFrom(this.http.get<PlanInHistory[]>(`${API}/patients/${patientId}/emergency-plans`));
  }

  board(): Promise<PlanBoard> {
    return firstValueFrom(this.http.get<PlanBoard>(PLANS));
  }

  get(planId: string): Promise<EmergencyPlan> {
    return firstValueFrom(this.http.get<EmergencyPlan>(`${PLANS}/${planId}`));
  }

  begin(patientId: string): Promise<EmergencyPlan> {
    return firstValueFrom(this.http.post<EmergencyPlan>(PLANS, { patientId }));
  }

  save(planId: string, body: SavePlan): Promise<EmergencyPlan> {
    return firstValueFrom(this.http.post<EmergencyPlan>(`${PLANS}/${planId}/text`, body));
  }

  move(planId: string, verb: 'approve' | 'discard', version: number): Promise<EmergencyPlan> {
    return firstValueFrom(this.http.post<EmergencyPlan>(`${PLANS}/${planId}/${verb}`, { version }));
  }

  moveBecause(planId: string, verb: 'return' | 'withdraw', version: number, because: string): Promise<EmergencyPlan> {
    return firstValueFrom(this.http.post<EmergencyPlan>(`${PLANS}/${planId}/${verb}`, { version, because }));
  }
}
