import { folded } from './list-words';
import type { ListedChild } from './read-row';

/** What another line of the same file has to do with this one. */
export interface Doubled {
  /** The same child once more: the first line counts. */
  sameAs?: number;
  /** Lines that share a number with this one although they name another child: none of them is safe. */
  clash?: string;
}

/** Finds lines of one file that stand for the same child, or share a number that belongs to one child. */
export function duplicatesIn(children: readonly ListedChild[]): Map<number, Doubled> {
  const found = new Map<number, Doubled>();
  const first = new Map<string, ListedChild>();
  for (const child of children) {
    if (child.problems.length > 0) continue;
    for (const key of keysOf(child)) {
      const earlier = first.get(key.key);
      if (!earlier) first.set(key.key, child);
      else if (isSame(earlier, child)) found.set(child.line, { sameAs: earlier.line, ...found.get(child.line) });
      else if (key.number !== null) {
        const clash = `Lines ${earlier.line} and ${child.line} have the same ${key.number} and different children.`;
        for (const { line } of [earlier, child]) found.set(line, { ...found.get(line), clash });
      }
    }
  }
  return found;
}

function keysOf({ facts }: ListedChild): { key: string; number: string | null }[] {
  const keys = [{ key: `name ${nameOf(facts)} ${facts.birthDate}`, number: null as string | null }];
  if (facts.nhsNumber) keys.push({ key: `nhs ${facts.nhsNumber}`, number: 'NHS number' });
  if (facts.hospitalNumber)
    keys.push({ key: `hospital ${facts.hospitalNumber.toUpperCase()}`, number: 'hospital number' });
  return keys;
}

/** Twins share a birth date and a family name, never a given name. Two numbers make two children. */
function isSame({ facts: one }: ListedChild, { facts: other }: ListedChild): boolean {
  if (one.birthDate !== other.birthDate) return false;
  if (one.nhsNumber && other.nhsNumber && one.nhsNumber !== other.nhsNumber) return false;
  return nameOf(one) === nameOf(other);
}

function nameOf({ familyName, givenName }: ListedChild['facts']): string {
  return `${folded(familyName)}, ${folded(givenName)}`;
}
