import { HttpClient } from '@angular/common/http';
import { inject, Service, signal } from '@angular/core';
import type { NoticeList, PatientNotices } from '@shared-care/contracts/notices/answers';
import type { DismissNotice, EndNotice, WriteNotice } from '@shared-care/contracts/notices/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** Facts about records that a person must see and settle. */
@Service()
export class NoticeStore {
  private readonly http = inject(HttpClient);
  /** Counts up with each change made here: the banner and the tab of a record fetch again. */
  private readonly made = signal(0);
  readonly changed = this.made.asReadonly();

  list(): Promise<NoticeList> {
    return firstValueFrom(this.http.get<NoticeList>(`${API}/notices`));
  }

  ofPatient(patientId: string): Promise<PatientNotices> {
    return firstValueFrom(this.http.get<PatientNotices>(`${API}/patients/${patientId}/notices`));
  }

  write(patientId: string, notice: WriteNotice): Promise<PatientNotices> {
    return this.post<PatientNotices>(`/patients/${patientId}/notices`, notice);
  }

  dismiss(id: string, body: DismissNotice): Promise<void> {
    return this.post(`/notices/${id}/dismiss`, body);
  }

  show(id: string, version: number): Promise<void> {
    return this.post(`/notices/${id}/show`, { version });
  }

  end(id: string, body: EndNotice): Promise<void> {
    return this.post(`/notices/${id}/end`, body);
  }

  private async post<T>(path: string, body: unknown): Promise<T> {
    const answer = await firstValueFrom(this.http.post<T>(API + path, body));
    this.made.update((count) => count + 1);
    return answer;
  }
}
