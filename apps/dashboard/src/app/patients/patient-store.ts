import { inject, Service, signal } from '@angular/core';
import type { PatientMatch, PatientPage, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { Api } from '../core/api';

const REMEMBERED = 5;

@Service()
export class PatientStore {
  private readonly api = inject(Api);
  // In memory only: nothing about a child is ever kept on the device. With the user, as the next person at this screen
  // must not see whom the last one looked up.
  private readonly remembered = signal<{ by: string; match: PatientMatch }[]>([]);

  /** Bound, so that it can be handed to `sc-patient-search` as it is. */
  readonly search = (query: string, limit = 8): Promise<PatientSearchAnswer> =>
    this.api.call('POST patients/search', { body: { query, limit } });

  lastOpened(by: string | undefined): PatientMatch[] {
    return this.remembered()
      .filter((opened) => opened.by === by)
      .map((opened) => opened.match);
  }

  opened(page: PatientPage, by: string): void {
    const match = matchFromPage(page);
    this.remembered.update((last) =>
      [{ by, match }, ...last.filter((other) => other.match.patient.id !== match.patient.id)].slice(0, REMEMBERED),
    );
  }
}

export function matchFromPage(page: PatientPage): PatientMatch {
  const primary = page.links.find((link) => link.current && link.role === 'primary');
  return {
    patient: page.patient,
    risks: page.risks,
    usualHospital: primary ? { id: primary.hospital.id, name: primary.hospital.name } : null,
    similarName: false,
  };
}
