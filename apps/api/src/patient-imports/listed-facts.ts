import { RegistrationFacts } from '@shared-care/contracts/registration/shapes';
import { isDemoNhsNumber } from '@shared-care/domain/nhs-number';
import type { ListedChild } from '@shared-care/interop/patient-list/read-row';
import { isPhone } from '../hospitals/phone-number';
import { shown, type NamesInLists, type NameWithoutMeaning } from './names-in-lists';

interface Told {
  doubts: string[];
  /** A person may say what these mean; the row can then be read. */
  unknownNames: NameWithoutMeaning[];
}
export type ListedFacts = Told & ({ facts: RegistrationFacts; problems: null } | { facts: null; problems: string[] });

/** The facts of a row as registration takes them, with the hospital, consultant and product that are meant. */
export async function listedFacts(
  child: ListedChild,
  names: NamesInLists,
  { demo }: { demo: boolean },
): Promise<ListedFacts> {
  const reading = new Reading(child, names);
  if (!demo && child.facts.nhsNumber && isDemoNhsNumber(child.facts.nhsNumber))
    reading.problems.push('NHS numbers that start with 999 are for demonstration only.');
  const link = await reading.link();
  const treatment = await reading.treatment();
  const { problems, doubts, unknownNames } = reading;
  const written = child.facts.phone ?? null;
  const phone = written !== null && isPhone(written) ? written : null;
  if (phone !== written) doubts.push('The telephone number is not one and is left out.');
  const read = RegistrationFacts.safeParse({ ...child.facts, phone, link, treatment });
  if (!read.success && problems.length === 0)
    problems.push(...new Set(read.error.issues.slice(0, 5).map(({ message }) => message)));
  return read.success && problems.length === 0
    ? { facts: read.data, doubts, unknownNames, problems: null }
    : { facts: null, doubts, unknownNames, problems };
}

class Reading {
  readonly problems: string[];
  readonly doubts: string[];
  readonly unknownNames: NameWithoutMeaning[] = [];

  constructor(
    private readonly child: ListedChild,
    private readonly names: NamesInLists,
  ) {
    this.problems = [...child.problems];
    this.doubts = [...child.doubts];
  }

  async link(): Promise<{ hospitalId: string; linkConsultantId: string | null } | null> {
    const { hospital, linkConsultant } = this.child;
    if (hospital === null) {
      this.doubts.push('No shared care hospital is named. Link the child to one afterwards.');
      return null;
    }
    const named = await this.names.hospital(hospital);
    if (named.id === null) {
      this.problems.push(named.problem);
      this.unknownNames.push({ kind: 'hospital', written: hospital });
      return null;
    }
    if (!named.inNetwork) this.doubts.push(`${named.name} is not a shared care hospital of the unit yet.`);
    const linkConsultantId = linkConsultant === null ? null : await this.names.consultant(named.id, linkConsultant);
    if (linkConsultant !== null && linkConsultantId === null)
      this.doubts.push(
        `“${shown(linkConsultant)}” is not a link consultant in post at ${named.name}; the link has no name.`,
      );
    return { hospitalId: named.id, linkConsultantId };
  }

  async treatment(): Promise<RegistrationFacts['treatment']> {
    const { treatment } = this.child;
    if (treatment === null) return null;
    const named = await this.names.treatment(treatment.name);
    if (named.id === null) {
      this.problems.push(named.problem);
      this.unknownNames.push({ kind: 'treatment', written: treatment.name });
      return null;
    }
    const { purpose, regimen, startedOn } = treatment;
    return { treatmentId: named.id, purpose, regimen, startedOn };
  }
}
