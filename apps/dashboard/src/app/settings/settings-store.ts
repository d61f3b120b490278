import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API } from '@shared-care/contracts/routes';
import type { HolidayChanges, SettingsPage, SettingVersion } from '@shared-care/contracts/settings/answers';
import type { ProposeHolidays, ProposeSetting } from '@shared-care/contracts/settings/shapes';
import { firstValueFrom } from 'rxjs';

/** Every verb answers with the page as it then is. */
@Service()
export class SettingsStore {
  private readonly http = inject(HttpClient);

  page(): Promise<SettingsPage> {
    return firstValueFrom(this.http.get<SettingsPage>(`${API}/settings`));
  }

  propose(body: ProposeSetting): Promise<SettingsPage> {
    return this.post('settings/changes', body);
  }

  decide({ id, version }: SettingVersion, accept: boolean): Promise<SettingsPage> {
    return this.post(`settings/changes/${id}/decide`, { version, accept });
  }

  check(file: string): Promise<HolidayChanges> {
    return this.post('settings/bank-holidays/check', { file });
  }

  proposeHolidays(body: ProposeHolidays): Promise<SettingsPage> {
    return this.post('settings/bank-holidays', body);
  }

  private post<T>(path: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(`${API}/${path}`, body));
  }
}
