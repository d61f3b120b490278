import { HttpClient } from '@angular/common/http';
import { effect, inject, Service, untracked } from '@angular/core';
import type { ContactSheet, MyPatients } from '@shared-care/contracts/my-patients/answers';
import type { CommentOnAlert, SuggestCorrection } from '@shared-care/contracts/my-patients/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';
import { Fetched } from '../core/fetched';
import { Live } from '../core/live';
import { SessionStore } from '../core/session-store';

/** The consultant's own children, kept in memory while they move between the screens; never on the device. */
@Service()
export class MyPatientsStore {
  private readonly http = inject(HttpClient);
  private readonly live = inject(Live);
  private readonly session = inject(SessionStore);

  readonly list = new Fetched(() => firstValueFrom(this.http.get<MyPatients>(`${API}/my-patients`)));

  constructor() {
    effect(() => {
      this.live.changed('patients');
      this.live.changed('alerts');
      const user = this.session.user();
      untracked(() => {
        if (user?.role === 'link_consultant') void this.list.refresh();
        // The next person at this phone must not see whose children these were.
        else this.list.clear();
      });
    });
  }

  contacts(): Promise<ContactSheet> {
    return firstValueFrom(this.http.get<ContactSheet>(`${API}/my-patients/contacts`));
  }

  comment(alertId: string, said: CommentOnAlert): Promise<MyPatients> {
    return firstValueFrom(this.http.post<MyPatients>(`${API}/my-patients/alerts/${alertId}/comments`, said));
  }

  suggest(patientId: string, correction: SuggestCorrection): Promise<{ id: string }> {
    return firstValueFrom(this.http.post<{ id: string }>(`${API}/patients/${patientId}/corrections`, correction));
  }
}
