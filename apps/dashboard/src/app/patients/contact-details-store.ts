import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { ContactDetails } from '@shared-care/contracts/contact-details/answers';
import type { ChangeContactDetails } from '@shared-care/contracts/contact-details/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class ContactDetailsStore {
  private readonly http = inject(HttpClient);

  get(patientId: string): Promise<ContactDetails> {
    return firstValueFrom(this.http.get<ContactDetails>(`${API}/patients/${patientId}/contact-details`));
  }

  change(patientId: string, to: ChangeContactDetails): Promise<ContactDetails> {
    return firstValueFrom(this.http.post<ContactDetails>(`${API}/patients/${patientId}/contact-details`, to));
  }
}
