import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  AskedRecovery,
  CompletedRecovery,
  ListedRecovery,
  RecoveryList,
  RecoveryStep,
} from '@shared-care/contracts/recoveries/answers';
import type {
  AskRecovery,
  CompleteRecovery,
  IdentifiedBy,
  StartRecovery,
} from '@shared-care/contracts/recoveries/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** Letting somebody in again: what the person does with mailed links, and what admins decide. */
@Service()
export class RecoveryStore {
  private readonly http = inject(HttpClient);

  ask(asked: AskRecovery): Promise<AskedRecovery> {
    return this.post('recoveries/ask', asked);
  }

  look(token: string): Promise<RecoveryStep> {
    return this.post('recoveries/look', { token });
  }

  prove(token: string): Promise<RecoveryStep> {
    return this.post('recoveries/prove', { token });
  }

  complete(body: CompleteRecovery): Promise<CompletedRecovery> {
    return this.post('recoveries/complete', body);
  }

  list(): Promise<RecoveryList> {
    return firstValueFrom(this.http.get<RecoveryList>(`${API}/recoveries`));
  }

  start(userId: string, body: StartRecovery): Promise<RecoveryList> {
    return this.post(`users/${userId}/recoveries`, body);
  }

  confirm({ id, version }: ListedRecovery, identified: IdentifiedBy): Promise<RecoveryList> {
    return this.post(`recoveries/${id}/confirm`, { version, identified });
  }

  end({ id, version }: ListedRecovery): Promise<RecoveryList> {
    return this.post(`recoveries/${id}/end`, { version });
  }

  sendAgain({ id, version }: ListedRecovery): Promise<RecoveryList> {
    return this.post(`recoveries/${id}/send-again`, { version });
  }

  private post<T>(path: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(`${API}/${path}`, body));
  }
}
