import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  RequestDetail,
  RequestList,
  RequestsOfPatient,
  SteppedRequests,
} from '@shared-care/contracts/requests/answers';
import type {
  ChangeRequest,
  OpenRequest,
  StepRequest,
  StepRequests,
  WaitRequest,
} from '@shared-care/contracts/requests/shapes';
import { API, IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import { firstValueFrom, type Observable } from 'rxjs';
import { ServerClock } from '../core/server-clock';

type Seen = Pick<RequestDetail, 'id' | 'version'>;

/** What families asked the unit for, as the server tells it. */
@Service()
export class RequestStore {
  private readonly http = inject(HttpClient);
  private readonly clock = inject(ServerClock);

  list(query: Record<string, string>): Promise<RequestList> {
    return this.answer(this.http.get<RequestList>(`${API}/requests`, { params: query }));
  }

  get(id: string): Promise<RequestDetail> {
    return this.answer(this.http.get<RequestDetail>(`${API}/requests/${id}`));
  }

  ofPatient(patientId: string): Promise<RequestsOfPatient> {
    return this.answer(this.http.get<RequestsOfPatient>(`${API}/patients/${patientId}/requests`));
  }

  /** `key` is made once for a form, so that sending it again never files it twice. */
  open(key: string, asked: OpenRequest): Promise<RequestDetail> {
    return this.answer(
      this.http.post<RequestDetail>(`${API}/requests`, asked, { headers: { [IDEMPOTENCY_HEADER]: key } }),
    );
  }

  step(request: Seen, how: Omit<StepRequest, 'version'>): Promise<RequestDetail> {
    return this.act(request, 'step', how);
  }

  stepSeveral(asked: StepRequests): Promise<SteppedRequests> {
    return firstValueFrom(this.http.post<SteppedRequests>(`${API}/requests/step`, asked));
  }

  take(request: Seen): Promise<RequestDetail> {
    return this.act(request, 'take');
  }

  giveBack(request: Seen): Promise<RequestDetail> {
    return this.act(request, 'give-back');
  }

  wait(request: Seen, what: Omit<WaitRequest, 'version'>): Promise<RequestDetail> {
    return this.act(request, 'wait', what);
  }

  resume(request: Seen): Promise<RequestDetail> {
    return this.act(request, 'resume');
  }

  change(request: Seen, to: Omit<ChangeRequest, 'version'>): Promise<RequestDetail> {
    return this.act(request, 'change', to);
  }

  undo(request: Seen): Promise<RequestDetail> {
    return this.act(request, 'undo');
  }

  note(id: string, note: string): Promise<RequestDetail> {
    return this.answer(this.http.post<RequestDetail>(`${API}/requests/${id}/notes`, { note }));
  }

  private act({ id, version }: Seen, verb: string, body: object = {}): Promise<RequestDetail> {
    return this.answer(this.http.post<RequestDetail>(`${API}/requests/${id}/${verb}`, { version, ...body }));
  }

  private async answer<T extends { now: string }>(call: Observable<T>): Promise<T> {
    const answer = await firstValueFrom(call);
    this.clock.set(answer.now);
    return answer;
  }
}
