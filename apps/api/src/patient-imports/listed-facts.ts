import { RegistrationFacts } from '@shared-care/contracts/registration';
import { isDemoNhsNumber } from '@shared-care/domain/nhs-number';
import type { ListedChild } from '@shared-care/interop/patient-list/read-row';
import { isPhone } from '../hospitals/phone-number';
import type { HospitalsInLists } from './hospitals-in-lists';

export type ListedFacts =
  | { facts: RegistrationFacts; doubts: string[]; problems: null }
  | { facts: null; doubts: string[]; problems: string[] };

/** The facts of a row as registration takes them, with the hospital and consultant that are meant. */
export async function listedFacts(
  child: ListedChild,
  hospitals: HospitalsInLists,
  { demo }: { demo: boolean },
): Promise<ListedFacts> {
  const problems = [...child.problems];
  const doubts = [...child.doubts];
  if (!demo && child.facts.nhsNumber && isDemoNhsNumber(child.facts.nhsNumber))
    problems.push('NHS numbers that start with 999 are for demonstration only.');
  const link = await linkOf(child, hospitals, problems, doubts);
  const written = child.facts.phone ?? null;
  const phone = written !== null && isPhone(written) ? written : null;
  if (phone !== written) doubts.push('The telephone number is not one and is left out.');
  const read = RegistrationFacts.safeParse({ ...child.facts, phone, link });
  if (!read.success && problems.length === 0)
    problems.push(...new Set(read.error.issues.slice(0, 5).map(({ message }) => message)));
  return read.success && problems.length === 0
    ? { facts: read.data, doubts, problems: null }
    : { facts: null, doubts, problems };
}

async function linkOf(
  { hospital, linkConsultant }: ListedChild,
  hospitals: HospitalsInLists,
  problems: string[],
  doubts: string[],
): Promise<{ hospitalId: string; linkConsultantId: string | null } | null> {
  if (hospital === null) {
    doubts.push('No shared care hospital is named. Link the child to one afterwards.');
    return null;
  }
  const named = await hospitals.find(hospital);
  if (named.id === null) {
    problems.push(named.problem);
    return null;
  }
  if (!named.inNetwork) doubts.push(`${named.name} is not a shared care hospital of the unit yet.`);
  const linkConsultantId = linkConsultant === null ? null : await hospitals.consultant(named.id, linkConsultant);
  if (linkConsultant !== null && linkConsultantId === null)
    doubts.push(
      `“${linkConsultant.slice(0, 60)}” is not a link consultant in post at ${named.name}; the link names nobody.`,
    );
  return { hospitalId: named.id, linkConsultantId };
}
