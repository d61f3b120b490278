import { HttpClient, HttpHeaders } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import { API, IDEMPOTENCY_HEADER, UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import type {
  MissingAddresses,
  PatientSurveys,
  Survey,
  SurveyAudience,
  SurveyFamilies,
  SurveyList,
} from '@shared-care/contracts/surveys/answers';
import type {
  ChangeParticipation,
  ChangeSurvey,
  MakeSurvey,
  MarkAnswer,
  SendSurvey,
} from '@shared-care/contracts/surveys/shapes';
import { firstValueFrom } from 'rxjs';

/** Surveys, whom they reach, and the participation group. No address of a family ever comes here. */
@Service()
export class SurveyStore {
  private readonly http = inject(HttpClient);

  list(): Promise<SurveyList> {
    return this.get('/surveys');
  }

  survey(id: string): Promise<Survey> {
    return this.get(`/surveys/${id}`);
  }

  /** Asked again and again while a survey is being sent, which must not keep a session alive that nobody uses. */
  look(id: string): Promise<Survey> {
    const headers = new HttpHeaders({ [UNATTENDED_HEADER]: '1' });
    return firstValueFrom(this.http.get<Survey>(`${API}/surveys/${id}`, { headers }));
  }

  /** The same key on every retry: one press makes one draft. */
  make(body: MakeSurvey, key: string): Promise<Survey> {
    const headers = new HttpHeaders({ [IDEMPOTENCY_HEADER]: key });
    return firstValueFrom(this.http.post<Survey>(`${API}/surveys`, body, { headers }));
  }

  change(id: string, body: ChangeSurvey): Promise<Survey> {
    return this.post(`/surveys/${id}/change`, body);
  }

  audience(id: string): Promise<SurveyAudience> {
    return this.get(`/surveys/${id}/audience`);
  }

  send(id: string, body: SendSurvey): Promise<Survey> {
    return this.post(`/surveys/${id}/send`, body);
  }

  families(id: string): Promise<SurveyFamilies> {
    return this.get(`/surveys/${id}/families`);
  }

  answer(id: string, body: MarkAnswer): Promise<SurveyFamilies> {
    return this.post(`/surveys/${id}/answers`, body);
  }

  step({ id, version }: Survey, step: 'remind' | 'stop' | 'retry' | 'close'): Promise<Survey> {
    return this.post(`/surveys/${id}/${step}`, { version });
  }

  missing(): Promise<MissingAddresses> {
    return this.get('/missing-addresses');
  }

  ofPatient(patientId: string): Promise<PatientSurveys> {
    return this.get(`/patients/${patientId}/surveys`);
  }

  changeParticipation(patientId: string, to: ChangeParticipation): Promise<PatientSurveys> {
    return this.post(`/patients/${patientId}/participation`, to);
  }

  private get<T>(path: string): Promise<T> {
    return firstValueFrom(this.http.get<T>(API + path));
  }

  private post<T>(path: string, body: unknown): Promise<T> {
    return firstValueFrom(this.http.post<T>(API + path, body));
  }
}
