import { HttpClient, HttpHeaders } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  CheckedCode,
  EmergencyAdvice,
  Letter,
  LetterBatch,
  LetterBatchDetail,
  LetterInList,
  LetterTemplate,
} from '@shared-care/contracts/letters/answers';
import type { AskBatch, IssueLetter } from '@shared-care/contracts/letters/shapes';
import { API, IDEMPOTENCY_HEADER, UNATTENDED_HEADER } from '@shared-care/contracts/routes';
import type { TemplateKind } from '@shared-care/domain/letters';
import { firstValueFrom, type Observable } from 'rxjs';

/** Letters, their templates and batches. Nothing is kept on the device. */
@Service()
export class LetterStore {
  private readonly http = inject(HttpClient);

  ofPatient(patientId: string): Promise<LetterInList[]> {
    return once(this.http.get<LetterInList[]>(`${API}/patients/${patientId}/letters`));
  }

  get(letterId: string): Promise<Letter> {
    return once(this.http.get<Letter>(`${API}/letters/${letterId}`));
  }

  /** The same key on every retry: one press issues one letter. */
  issue(body: IssueLetter, key: string): Promise<Letter> {
    return once(
      this.http.post<Letter>(`${API}/letters`, body, { headers: new HttpHeaders({ [IDEMPOTENCY_HEADER]: key }) }),
    );
  }

  withdraw(letterId: string, version: number, because: string): Promise<Letter> {
    return once(this.http.post<Letter>(`${API}/letters/${letterId}/withdraw`, { version, because }));
  }

  check(code: string): Promise<CheckedCode> {
    return once(this.http.get<CheckedCode>(`${API}/letters/check/${encodeURIComponent(code)}`));
  }

  advice(): Promise<EmergencyAdvice> {
    return once(this.http.get<EmergencyAdvice>(`${API}/emergency-advice`));
  }

  templates(): Promise<LetterTemplate[]> {
    return once(this.http.get<LetterTemplate[]>(`${API}/letter-templates`));
  }

  beginTemplate(kind: TemplateKind): Promise<LetterTemplate[]> {
    return once(this.http.post<LetterTemplate[]>(`${API}/letter-templates`, { kind }));
  }

  saveTemplate(id: string, body: { version: number; title: string; body: string }): Promise<LetterTemplate[]> {
    return once(this.http.post<LetterTemplate[]>(`${API}/letter-templates/${id}/text`, body));
  }

  approveTemplate(id: string, version: number): Promise<LetterTemplate[]> {
    return once(this.http.post<LetterTemplate[]>(`${API}/letter-templates/${id}/approve`, { version }));
  }

  batches(): Promise<LetterBatch[]> {
    return once(this.http.get<LetterBatch[]>(`${API}/letter-batches`));
  }

  askBatch(body: AskBatch): Promise<LetterBatchDetail> {
    return once(this.http.post<LetterBatchDetail>(`${API}/letter-batches`, body));
  }

  /** Asked again and again while a batch runs, which must not keep a session alive that nobody uses. */
  batch(id: string): Promise<LetterBatchDetail> {
    const headers = new HttpHeaders({ [UNATTENDED_HEADER]: '1' });
    return once(this.http.get<LetterBatchDetail>(`${API}/letter-batches/${id}`, { headers }));
  }

  cancelBatch(id: string): Promise<LetterBatchDetail> {
    return once(this.http.post<LetterBatchDetail>(`${API}/letter-batches/${id}/cancel`, { cancel: true }));
  }
}

function once<T>(answer: Observable<T>): Promise<T> {
  return firstValueFrom(answer);
}
