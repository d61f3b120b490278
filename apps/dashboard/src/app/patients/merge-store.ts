import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { MergeBoard, MergeDetail, MergePreview } from '@shared-care/contracts/merges/answers';
import type { ConfirmMerge, ProposeMerge, TwoRecords } from '@shared-care/contracts/merges/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom, type Observable } from 'rxjs';
import { ServerClock } from '../core/server-clock';

type Seen = Pick<MergeDetail, 'id' | 'version'>;

/** Two records of one child, as the server tells it. */
@Service()
export class MergeStore {
  private readonly http = inject(HttpClient);
  private readonly clock = inject(ServerClock);

  board(): Promise<MergeBoard> {
    return this.answer(this.http.get<MergeBoard>(`${API}/merges`));
  }

  get(id: string): Promise<MergeDetail> {
    return this.answer(this.http.get<MergeDetail>(`${API}/merges/${id}`));
  }

  preview(two: TwoRecords): Promise<MergePreview> {
    return this.answer(this.http.post<MergePreview>(`${API}/merges/preview`, two));
  }

  propose(asked: ProposeMerge): Promise<MergeDetail> {
    return this.answer(this.http.post<MergeDetail>(`${API}/merges`, asked));
  }

  confirm({ id, version }: Seen, keep: ConfirmMerge['keep']): Promise<MergeDetail> {
    return this.answer(this.http.post<MergeDetail>(`${API}/merges/${id}/confirm`, { version, keep }));
  }

  decline({ id, version }: Seen, because: string): Promise<MergeDetail> {
    return this.answer(this.http.post<MergeDetail>(`${API}/merges/${id}/decline`, { version, because }));
  }

  undo({ id, version }: Seen, because: string): Promise<MergeDetail> {
    return this.answer(this.http.post<MergeDetail>(`${API}/merges/${id}/undo`, { version, because }));
  }

  private async answer<T extends { now: string }>(call: Observable<T>): Promise<T> {
    const answer = await firstValueFrom(call);
    this.clock.set(answer.now);
    return answer;
  }
}
