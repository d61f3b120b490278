import type { DeliveryTrouble } from '@shared-care/contracts/alerts';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans';
import type { EmergencyAdvice } from '@shared-care/contracts/letters';
import type { MyPatients } from '@shared-care/contracts/my-patients';
import type { PatientPage } from '@shared-care/contracts/patients';
import type { SessionInfo, SignInPage } from '@shared-care/contracts/session';
import { londonDate, londonInstant } from '@shared-care/domain/london-time';
import { choosePlace, type Stay } from '@shared-care/domain/place-now';
import { unitLinesAt } from '@shared-care/domain/unit-week';
import { HOURS_BANDS, type RingLine } from '@shared-care/domain/where-and-whom';
import { isInHours } from '@shared-care/domain/working-time';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { BERKSHIRE_CONSULTANT, NURSE, startTestApp, type TestApp } from '../testing/test-app';

const SUNDAY_0213 = londonInstant('2026-03-15', '02:13');
const NURSES = '01632 960123';
const REGISTRAR = '01632 960999';

/** Issue: whatever is linked, closed, on holiday or renumbered, every surface names one place and one number (H7). */
describe('where to go and whom to ring', () => {
  let app: TestApp;
  let nurse: Client;
  let consultant: Client;
  let ava: string;
  let holidays: ReadonlySet<string>;
  const hospitals: { id: string; name: string }[] = [];
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, consultant] = [await app.signIn(NURSE), await app.signIn(BERKSHIRE_CONSULTANT)];
    ava = await app.find('Smith', 'Ava');
    for (const code of ['RHW01', 'RXQ02', 'RTH05']) {
      const id = await app.hospital(code);
      hospitals.push(
        (await app.sql<{ id: string; name: string }>('SELECT id, name FROM hospitals WHERE id = $1', [id]))[0]!,
      );
    }
    holidays = new Set(
      (await app.sql<{ day: string }>('SELECT holiday_on AS day FROM bank_holidays')).map(({ day }) => day),
    );
    // The rota of the demo names somebody for every hour; links and attendances are what each run makes them.
    await app.sql(
      `UPDATE attendances SET state = 'left', left_at = arrived_at WHERE patient_id = $1 AND left_at IS NULL`,
      [ava],
    );
  });
  afterAll(() => app.stop());

  const phones = (lines: RingLine[]): string[] => lines.map(({ phone }) => phone).sort();
  const own = (lines: RingLine[]): string[] =>
    lines.map(({ phone }) => phone).filter((phone) => phone === NURSES || phone === REGISTRAR);

  interface Link {
    role: 'primary' | 'temporary' | 'secondary';
    hospital: number;
    confirmed: boolean;
  }
  const scenario = fc.record({
    minute: fc.integer({ min: 0, max: 28 * 1440 - 1 }),
    links: fc.uniqueArray(
      fc.record({
        role: fc.constantFrom<Link['role'][]>('primary', 'temporary', 'secondary'),
        hospital: fc.nat({ max: 2 }),
        confirmed: fc.boolean(),
      }),
      { selector: ({ role }) => role, maxLength: 3 },
    ),
    closed: fc.subarray([0, 1, 2]),
    ward: fc.integer({ min: 700, max: 799 }),
  });

  async function arrange(at: Date, links: Link[], closed: number[], ward: number): Promise<Stay[]> {
    await app.database.setClock(at);
    await app.sql('DELETE FROM shared_care_links WHERE patient_id = $1', [ava]);
    const since = new Date('2026-01-01T00:00:00Z');
    const until = new Date('2027-01-01T00:00:00Z');
    for (const { role, hospital, confirmed } of links)
      await app.sql(
        `INSERT INTO shared_care_links (patient_id, hospital_id, role, valid_from, valid_to, confirmed_by, confirmed_on)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [
          ava,
          hospitals[hospital]!.id,
          role,
          since,
          role === 'temporary' ? until : null,
          confirmed && role === 'temporary' ? 'Sister Ames' : null,
          confirmed && role === 'temporary' ? '2026-02-01' : null,
        ],
      );
    for (const [place, { id }] of hospitals.entries())
      await app.sql('UPDATE hospitals SET closed_on = $2 WHERE id = $1', [
        id,
        closed.includes(place) ? londonDate(at) : null,
      ]);
    await app.sql(`UPDATE hospital_contacts SET phone = $2 WHERE purpose = 'ed' AND hospital_id = ANY ($1)`, [
      hospitals.map(({ id }) => id),
      `01632 960${ward}`,
    ]);
    return links.map(({ role, hospital, confirmed }) => ({
      kind: role,
      hospitalId: hospitals[hospital]!.id,
      hospitalName: hospitals[hospital]!.name,
      closedOn: closed.includes(hospital) ? londonDate(at) : null,
      unitKind: null,
      since,
      until: role === 'temporary' ? until : null,
      sure: confirmed && role === 'temporary',
    }));
  }

  it('is one answer on every surface, and the right one', { timeout: 240_000 }, async () => {
    const start = londonInstant('2026-03-16', '00:00').getTime();
    await fc.assert(
      fc.asyncProperty(scenario, async ({ minute, links: drawn, closed, ward }) => {
        // One running link at one hospital, as the database holds it.
        const links = drawn.filter(
          ({ hospital }, place) => drawn.findIndex((other) => other.hospital === hospital) === place,
        );
        const at = new Date(start + minute * 60_000);
        const stays = await arrange(at, links, closed, ward);
        const right = isInHours(at, holidays) ? NURSES : REGISTRAR;

        const record = (await nurse.get<PatientPage>(`/api/patients/${ava}`)).body;
        const card = (await nurse.get<EmergencyCard>(`/api/patients/${ava}/emergency-card`)).body;
        const place = choosePlace(stays, at);
        expect(record.place?.hospital ?? null).toEqual(place?.hospital ?? null);
        expect(card.place).toEqual(record.place);
        expect(phones(card.ringNow)).toEqual(phones(record.ringNow));
        expect(phones(record.ringNow).includes(`01632 960${ward}`)).toBe(place !== null);
        expect(record.closedHospitals.length).toBe(
          new Set(stays.filter(({ closedOn }) => closedOn !== null).map(({ hospitalName }) => hospitalName)).size,
        );

        const session = (await nurse.get<SessionInfo>('/api/session')).body;
        const page = (await app.anonymous().get<SignInPage>('/api/sign-in-page')).body;
        const trouble = (await nurse.get<DeliveryTrouble>('/api/deliveries/trouble')).body;
        const advice = (await nurse.get<EmergencyAdvice>('/api/emergency-advice')).body;
        for (const lines of [
          record.ringNow,
          card.ringNow,
          trouble.ringUnit,
          advice.ringNow,
          unitLinesAt(session.unit!, at),
          unitLinesAt(page.unit!, at),
        ])
          expect(own(lines).includes(right) || own(lines).length === 2, at.toISOString()).toBe(true);
        // Between 16:30 and 17:00 both are on duty; at no other time is the other one offered.
        if (own(trouble.ringUnit).length === 1) expect(own(record.ringNow)).toEqual([right]);
      }),
      { numRuns: 25 },
    );
  });

  it('at 02:13 on a Sunday names the number of the day nowhere without its hours', async () => {
    await arrange(SUNDAY_0213, [{ role: 'primary', hospital: 0, confirmed: false }], [], 701);
    const mine = await consultant.get<MyPatients>('/api/my-patients');
    expect(own(mine.body.ringUnit)).toEqual([REGISTRAR]);
    for (const [client, path] of [
      [app.anonymous(), '/api/sign-in-page'],
      [nurse, '/api/session'],
      [nurse, '/api/alerts'],
      [nurse, `/api/patients/${ava}`],
      [nurse, `/api/patients/${ava}/emergency-card`],
      [nurse, '/api/emergency-advice'],
      [nurse, '/api/deliveries/trouble'],
      [nurse, '/api/open-access'],
      [nurse, '/api/hospitals/contact-sheet'],
      [consultant, '/api/my-patients'],
      [consultant, '/api/my-patients/contacts'],
      [consultant, `/api/patients/${ava}`],
      [consultant, `/api/patients/${ava}/emergency-card`],
    ] as const) {
      const { status, body } = await client.get(path);
      expect(status, path).toBe(200);
      expect(withoutHours(body), path).toEqual([]);
    }
  });
});

/** Every place in an answer that has the nurses' number and not, in the same object, that it is answered in hours only. */
function withoutHours(value: unknown, path = ''): string[] {
  if (typeof value === 'string') return value.includes(NURSES) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  const words = Object.values(value).filter((each): each is string => typeof each === 'string');
  if (words.some((each) => each === 'in_hours' || each.includes(HOURS_BANDS.in_hours))) return [];
  return Object.entries(value).flatMap(([key, inner]) => withoutHours(inner, `${path}.${key}`));
}
