import { createDataSource } from '@shared-care/database/data-source';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import { addMonths } from '@shared-care/domain/calendar-date';
import { addDays, londonDate } from '@shared-care/domain/london-time';
import { mayContact } from '@shared-care/domain/may-contact';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addFamilies, anyFacts, setFacts, WILLING } from '../testing/families';

const EMAIL = 'family@families.example.org';
const ADULT_MONTHS = 18 * 12;

/** One gate in two languages (hazard H18): the rule that people read, and the one that opens addresses. */
describe('the gate of the database says what the rule says', () => {
  let database: TestDatabase;
  let child: string;
  let other: string;
  beforeAll(async () => {
    database = await createTestDatabase();
    [child, other] = (await addFamilies(database.owner, 2)) as [string, string];
  });
  afterAll(() => database.drop());

  const gate = async (): Promise<{ because: string | null; address: string | null }> => {
    const [row] = await database.owner.query<{ because: string | null; address: string | null }[]>(
      'SELECT sec.may_contact($1) AS because, sec.message_address($1) AS address',
      [child],
    );
    return row!;
  };

  it('for any facts: the same reason, and an address exactly when there is none', async () => {
    await database.setClock(new Date('2026-03-10T11:00:00Z'));
    await fc.assert(
      fc.asyncProperty(anyFacts, async (facts) => {
        await setFacts(database.owner, child, facts, { email: EMAIL, into: other });
        const because = mayContact(facts);
        expect(await gate()).toEqual({ because, address: because === null ? EMAIL : null });
      }),
      { numRuns: 300, seed: 20_260_310 },
    );
  });

  it('to the day of the 18th birthday, in London, also of those born on 29 February', async () => {
    await setFacts(database.owner, child, WILLING, { email: EMAIL, into: other });
    const instants = fc.record({
      // Summer and winter, and the hours in which London has another date than the world.
      day: fc.constantFrom(
        '2026-02-28',
        '2026-03-01',
        '2026-03-29',
        '2026-06-15',
        '2026-10-25',
        '2030-03-01',
        '2030-02-28',
      ),
      time: fc.constantFrom('00:30', '11:00', '22:30', '23:30'),
      born: fc.oneof(
        fc.integer({ min: -2, max: 2 }).map((days) => ({ days })),
        fc.constantFrom('2008-02-29', '2012-02-29').map((date) => ({ date })),
      ),
    });
    await fc.assert(
      fc.asyncProperty(instants, async ({ day, time, born }) => {
        const now = new Date(`${day}T${time}:00Z`);
        await database.setClock(now);
        const today = londonDate(now);
        const birthDate = 'date' in born ? born.date : addDays(addMonths(today, -ADULT_MONTHS), born.days);
        await database.owner.query('UPDATE patients SET birth_date = $2 WHERE id = $1', [child, birthDate]);
        const adult = addMonths(birthDate, ADULT_MONTHS) <= today;
        expect((await gate()).because, `${birthDate} on ${today}`).toBe(mayContact({ ...WILLING, adult }));
      }),
      { numRuns: 150, seed: 20_260_310 },
    );
  });

  it.each(['app', 'feeds'] as const)('nobody who acts as %s reads an address', async (role) => {
    const source = await createDataSource(database.url, role, 1).initialize();
    try {
      const asked =
        role === 'app'
          ? ['SELECT sec.message_address(patient_id) FROM contact_details', 'SELECT email FROM contact_details']
          : ['SELECT sec.message_address(patient_id) FROM contact_details'];
      for (const statement of asked)
        await expect(source.query(statement), statement).rejects.toThrow(/permission denied/);
    } finally {
      await source.destroy();
    }
  });
});
