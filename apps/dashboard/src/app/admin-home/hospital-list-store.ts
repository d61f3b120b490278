import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type { OdsImport, OdsImports, OdsLines } from '@shared-care/contracts/ods-imports/answers';
import type { OdsOutcome } from '@shared-care/contracts/ods-imports/shapes';
import { FILE_NAME_HEADER, FILE_TYPE } from '@shared-care/contracts/patient-imports/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

const IMPORTS = `${API}/ods-imports`;

@Service()
export class HospitalListStore {
  private readonly http = inject(HttpClient);

  past(): Promise<OdsImports> {
    return firstValueFrom(this.http.get<OdsImports>(IMPORTS));
  }

  /** One page of the report of an import: all lines, or those of one outcome. */
  lines(id: string, page: number, outcome: OdsOutcome | null): Promise<OdsLines> {
    return firstValueFrom(
      this.http.get<OdsLines>(`${IMPORTS}/${id}/lines`, { params: { page, ...(outcome === null ? {} : { outcome }) } }),
    );
  }

  /** `asOf` is the day of the file as `yyyy-mm-dd`, or empty when nobody said it. */
  send(id: string, file: File, undoNewer: boolean, asOf: string): Promise<OdsImport> {
    return firstValueFrom(
      this.http.put<OdsImport>(`${IMPORTS}/${id}`, file, {
        headers: { 'Content-Type': FILE_TYPE, [FILE_NAME_HEADER]: encodeURIComponent(file.name) },
        params: { undoNewer, ...(asOf === '' ? {} : { asOf }) },
      }),
    );
  }
}
