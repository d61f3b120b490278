import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { CareReviews, ReminderList, ReminderPreview } from '@shared-care/contracts/reminders/answers';
import type {
  ChangeDentalCare,
  RecordVaccinationAdvice,
  ReminderKey,
  SwitchRule,
} from '@shared-care/contracts/reminders/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

/** What is due without anybody asking, as the server computes it. */
@Service()
export class ReminderStore {
  private readonly http = inject(HttpClient);

  list(): Promise<ReminderList> {
    return firstValueFrom(this.http.get<ReminderList>(`${API}/reminders`));
  }

  preview(key: ReminderKey): Promise<ReminderPreview> {
    return this.post('/reminders/preview', { key });
  }

  switchRule(rule: SwitchRule): Promise<ReminderList> {
    return this.post('/reminders/switch', rule);
  }

  seen(weekOf: string): Promise<void> {
    return this.post('/reminders/digest/seen', { weekOf });
  }

  reviews(patientId: string): Promise<CareReviews> {
    return firstValueFrom(this.http.get<CareReviews>(`${API}/patients/${patientId}/care-reviews`));
  }

  changeDental(patientId: string, to: ChangeDentalCare): Promise<CareReviews> {
    return this.post(`/patients/${patientId}/dental-care`, to);
  }

  recordAdvice(patientId: string, advice: RecordVaccinationAdvice): Promise<CareReviews> {
    return this.post(`/patients/${patientId}/vaccination-advice`, advice);
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return firstValueFrom(this.http.post<T>(API + path, body));
  }
}
