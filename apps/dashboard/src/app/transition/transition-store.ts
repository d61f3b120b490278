import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API } from '@shared-care/contracts/routes';
import type { TransitionDetail, TransitionList } from '@shared-care/contracts/transition/answers';
import type { AnswerTransitionItem, ChangeTransition } from '@shared-care/contracts/transition/shapes';
import { firstValueFrom } from 'rxjs';

/** The way to adult care, as the server tells it. */
@Service()
export class TransitionStore {
  private readonly http = inject(HttpClient);

  list(): Promise<TransitionList> {
    return firstValueFrom(this.http.get<TransitionList>(`${API}/transitions`));
  }

  of(patientId: string): Promise<TransitionDetail> {
    return firstValueFrom(this.http.get<TransitionDetail>(`${API}/patients/${patientId}/transition`));
  }

  change(patientId: string, to: ChangeTransition): Promise<TransitionDetail> {
    return firstValueFrom(this.http.post<TransitionDetail>(`${API}/patients/${patientId}/transition`, to));
  }

  answer(patientId: string, line: AnswerTransitionItem): Promise<TransitionDetail> {
    return firstValueFrom(this.http.post<TransitionDetail>(`${API}/patients/${patientId}/transition/answers`, line));
  }
}
