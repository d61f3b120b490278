import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  CareGaps,
  ClosureMove,
  LeavingMoves,
  LinkConsultantList,
  UndoneLinkChanges,
} from '@shared-care/contracts/link-consultants/answers';
import type { AcceptMoves, AddLinkConsultant, ArrangeCover } from '@shared-care/contracts/link-consultants/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** Posts, cover, leaving dates and the moves they bring. Every verb answers with what is then true. */
@Service()
export class LinkConsultantStore {
  private readonly http = inject(HttpClient);

  list(): Promise<LinkConsultantList> {
    return firstValueFrom(this.http.get<LinkConsultantList>(`${API}/link-consultants`));
  }

  add(consultant: AddLinkConsultant): Promise<LinkConsultantList> {
    return this.post('link-consultants', consultant);
  }

  setLastDay(consultant: { id: string; version: number }, lastDay: string | null): Promise<LinkConsultantList> {
    return this.post(`link-consultants/${consultant.id}/leaving-date`, { version: consultant.version, lastDay });
  }

  cover(absentId: string, cover: ArrangeCover): Promise<LinkConsultantList> {
    return this.post(`link-consultants/${absentId}/covers`, cover);
  }

  endCover(cover: { id: string; version: number }): Promise<LinkConsultantList> {
    return this.post(`covers/${cover.id}/end`, { version: cover.version });
  }

  moves(id: string): Promise<LeavingMoves> {
    return firstValueFrom(this.http.get<LeavingMoves>(`${API}/link-consultants/${id}/moves`));
  }

  accept(id: string, moves: AcceptMoves): Promise<LeavingMoves> {
    return this.post(`link-consultants/${id}/moves`, moves);
  }

  except(id: string, linkId: string, reason: string | null): Promise<LeavingMoves> {
    return this.post(`link-consultants/${id}/exceptions`, { linkId, reason });
  }

  undo(changeId: string, whole: boolean): Promise<UndoneLinkChanges> {
    return this.post(`link-changes/${changeId}/undo`, { whole });
  }

  gaps(): Promise<CareGaps> {
    return firstValueFrom(this.http.get<CareGaps>(`${API}/care-gaps`));
  }

  ownMove({ kind, id, version }: ClosureMove, mine: boolean): Promise<CareGaps> {
    return this.post('closure-moves/owner', { kind, id, version, mine });
  }

  private post<T>(path: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(`${API}/${path}`, body));
  }
}
