import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { ImportRows, PatientImportPage, PatientImports } from '@shared-care/contracts/patient-imports/answers';
import {
  FILE_NAME_HEADER,
  FILE_TYPE,
  type BringIn,
  type SayColumns,
  type SayNames,
} from '@shared-care/contracts/patient-imports/shapes';
import { API } from '@shared-care/contracts/routes';
import type { ImportOutcome } from '@shared-care/domain/patient-list';
import { firstValueFrom } from 'rxjs';

/** Lists of children on their way into the register. */
@Service()
export class ImportStore {
  private readonly http = inject(HttpClient);

  list(): Promise<PatientImports> {
    return firstValueFrom(this.http.get<PatientImports>(`${API}/patient-imports`));
  }

  send(id: string, file: File): Promise<PatientImportPage> {
    return firstValueFrom(
      this.http.put<PatientImportPage>(`${API}/patient-imports/${id}`, file, {
        headers: { 'Content-Type': FILE_TYPE, [FILE_NAME_HEADER]: encodeURIComponent(file.name) },
      }),
    );
  }

  page(id: string): Promise<PatientImportPage> {
    return firstValueFrom(this.http.get<PatientImportPage>(`${API}/patient-imports/${id}`));
  }

  rows(id: string, outcome: ImportOutcome | null, page: number): Promise<ImportRows> {
    return firstValueFrom(
      this.http.get<ImportRows>(`${API}/patient-imports/${id}/rows`, {
        params: { page, ...(outcome === null ? {} : { outcome }) },
      }),
    );
  }

  sayColumns(id: string, said: SayColumns): Promise<PatientImportPage> {
    return this.post(`${id}/columns`, said);
  }

  sayNames(id: string, said: SayNames): Promise<PatientImportPage> {
    return this.post(`${id}/names`, said);
  }

  bringIn(id: string, asked: BringIn): Promise<PatientImportPage> {
    return this.post(`${id}/bring-in`, asked);
  }

  undo(id: string, version: number): Promise<PatientImportPage> {
    return this.post(`${id}/undo`, { version });
  }

  putAway(id: string, version: number): Promise<PatientImportPage> {
    return this.post(`${id}/put-away`, { version });
  }

  goOn(id: string): Promise<PatientImportPage> {
    return this.post(`${id}/go-on`, {});
  }

  private post(path: string, body: object): Promise<PatientImportPage> {
    return firstValueFrom(this.http.post<PatientImportPage>(`${API}/patient-imports/${path}`, body));
  }
}
