import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { DemoChild } from './demo-people';

/** What is spoken at home, where it is not English alone. */
const LANGUAGES: Readonly<Record<string, string>> = {
  Kowalski: 'Polish',
  'García-López': 'Spanish',
  Khan: 'Urdu',
  Patel: 'Gujarati',
  Okafor: 'Igbo',
};
const MOTHERS = ['Amira', 'Beth', 'Chloe', 'Dana', 'Esther', 'Farah', 'Gwen', 'Helena', 'Ines', 'Jo'];
const FATHERS = ['Adam', 'Ben', 'Callum', 'David', 'Emil', 'Farid', 'George', 'Hugh'];

interface OneChild {
  id: string;
  child: DemoChild;
  place: number;
  users: Map<string, string>;
  now: Date;
}

interface Person {
  name: string;
  relationship: string;
  responsible: 'yes' | 'no' | 'not_known';
  livesWith: 'yes' | 'part_time' | 'no';
  /** The end of an invented number. */
  phone: string;
  address: [street: string, postcode: string] | null;
  night: 'yes' | 'no' | 'not_asked';
}

/** Who is at home with a child of the demo: nearly always a mother, often a father, here and there somebody else. */
function peopleOf({ child, place }: OneChild): Person[] {
  const mother: Person = {
    name: `${MOTHERS[place % MOTHERS.length]!} ${child.family}`,
    relationship: 'mother',
    responsible: 'yes',
    livesWith: 'yes',
    phone: String(400 + place),
    address: null,
    night: place % 3 === 0 ? 'yes' : 'not_asked',
  };
  const apart = place % 4 === 2;
  const father: Person = {
    name: `${FATHERS[place % FATHERS.length]!} ${child.family}`,
    relationship: 'father',
    responsible: place % 5 === 3 ? 'not_known' : 'yes',
    livesWith: apart ? 'part_time' : 'yes',
    phone: String(500 + place),
    address: apart ? [`${place + 1} Sample Close, Exampleton`, 'ZZ99 3VZ'] : null,
    night: apart ? 'no' : 'yes',
  };
  const grandmother: Person = {
    name: `Rose ${child.family}`,
    relationship: 'grandparent',
    responsible: 'no',
    livesWith: 'no',
    phone: String(600 + place),
    address: ['2 Specimen Lane, Exampleton', 'ZZ99 3WZ'],
    night: 'not_asked',
  };
  return [mother, ...(place % 3 === 1 ? [] : [father]), ...(place % 8 === 5 ? [grandmother] : [])];
}

export async function demoFamily(tx: EntityManager, one: OneChild): Promise<void> {
  const { id, child, place, users, now } = one;
  const nurse = users.get('a.boyd@example.org')!;
  const spoken = LANGUAGES[child.family] ?? null;
  for (const person of peopleOf(one))
    await tx.query(
      `INSERT INTO family_people (id, patient_id, name, relationship, parental_responsibility, lives_with, phone, same_address,
         address, postcode, language, interpreter, ring_at_night, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        randomUUID(),
        id,
        person.name,
        person.relationship,
        person.responsible,
        person.livesWith,
        `01632 960${person.phone}`,
        person.address === null,
        person.address?.[0] ?? null,
        person.address?.[1] ?? null,
        spoken ?? 'English',
        spoken === null ? 'no' : person.relationship === 'mother' ? 'yes' : 'not_asked',
        person.night,
        nurse,
        new Date(now.getTime() - (90 + place) * 86_400_000),
      ],
    );
  if (spoken !== null || place % 3 !== 2)
    await tx.query(
      `INSERT INTO family_communication (patient_id, language, interpreter, needs, changed_by) VALUES ($1, $2, $3, $4, $5)`,
      [
        id,
        spoken === null ? 'English' : `English and ${spoken}`,
        'no',
        place % 10 === 4 ? 'Uses picture cards; tell them before you touch them.' : null,
        nurse,
      ],
    );
}
