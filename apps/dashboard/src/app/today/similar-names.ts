import type { PatientIdentity } from '@shared-care/contracts/patients/answers';

/** Ids of children of one list who could be taken for each other: the same family name and initial (H5). */
export function similarNames(patients: readonly (PatientIdentity | null)[]): ReadonlySet<string> {
  const byName = new Map<string, Set<string>>();
  for (const patient of patients) {
    if (patient === null) continue;
    const key = `${fold(patient.familyName)} ${fold(patient.givenName).charAt(0)}`;
    byName.set(key, (byName.get(key) ?? new Set()).add(patient.id));
  }
  return new Set([...byName.values()].filter((ids) => ids.size > 1).flatMap((ids) => [...ids]));
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
