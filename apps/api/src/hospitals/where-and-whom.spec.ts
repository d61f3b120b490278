import { randomUUID } from 'node:crypto';
import type { AlertDetail, AlertQueue, DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import type { EmergencyCard } from '@shared-care/contracts/emergency-plans/answers';
import type { ContactSheet, PrintPack } from '@shared-care/contracts/hospitals/answers';
import type { EmergencyAdvice, Letter } from '@shared-care/contracts/letters/answers';
import type { MyPatients } from '@shared-care/contracts/my-patients/answers';
import type { PatientPage } from '@shared-care/contracts/patients/answers';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { SessionInfo, SignInPage } from '@shared-care/contracts/session/answers';
import { londonInstant } from '@shared-care/domain/london-time';
import { unitLinesAt } from '@shared-care/domain/unit-week';
import { HOURS_BANDS, type RingLine } from '@shared-care/domain/where-and-whom';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import {
  knownPlaces,
  numberOf,
  NURSES,
  REGISTRAR,
  scenarios,
  whatIsRight,
  type Places,
  type Right,
  type Scenario,
} from '../testing/places';
import { BERKSHIRE_CONSULTANT, NURSE, startTestApp, type TestApp } from '../testing/test-app';

const START = londonInstant('2026-03-16', '00:00').getTime();
const RUNS = Number(process.env['PLACES_RUNS'] ?? 25);

/** Whatever is linked, covered, closed, on holiday or renumbered, every surface names one place and one number (H7). */
describe('where to go and whom to ring', () => {
  let app: TestApp;
  let nurse: Client;
  let consultant: Client;
  let ava: string;
  let alertId: string;
  let places: Places;
  let holidays: ReadonlySet<string>;
  beforeAll(async () => {
    app = await startTestApp();
    [nurse, consultant] = [await app.signIn(NURSE), await app.signIn(BERKSHIRE_CONSULTANT)];
    ava = await app.find('Smith', 'Ava');
    await app.sql(
      `UPDATE attendances SET state = 'left', left_at = arrived_at WHERE patient_id = $1 AND left_at IS NULL`,
      [ava],
    );
    ({ alertId } = await app.logAttendance(nurse, { patientId: ava }));
    const days = await app.sql<{ day: string }>('SELECT holiday_on AS day FROM bank_holidays');
    holidays = new Set(days.map(({ day }) => day));
    places = await knownPlaces(app, ava, alertId);
  });
  afterAll(() => app.stop());

  const get = async <T>(client: Client, path: string): Promise<T> => {
    const { status, body, text } = await client.get<T>(path);
    expect(status, `${path} ${text.slice(0, 300)}`).toBe(200);
    return body;
  };
  /** In order, each once: what is written beside a number may differ between surfaces, the number may not. */
  const numbers = (lines: RingLine[]): string[] => [...new Set(lines.map(({ phone }) => phone))];
  const sorted = (list: string[]): string[] => [...list].sort();

  async function ofTheChild(right: Right, scenario: Scenario): Promise<void> {
    const record = await get<PatientPage>(nurse, `/api/patients/${ava}`);
    const card = await get<EmergencyCard>(nurse, `/api/patients/${ava}/emergency-card`);
    const hospital = right.hospital === null ? null : places.hospitals[right.hospital]!;
    expect(record.place?.hospital ?? null).toEqual(hospital);
    expect(record.place?.childIsThere ?? false).toBe(right.childIsThere);
    expect(card.place).toEqual(record.place);
    expect(numbers(record.ringNow)).toEqual(right.numbers);
    expect(sorted(numbers(card.ringNow))).toEqual(sorted(right.numbers));
    const seen = new Set([
      ...scenario.links.map((link) => link.hospital),
      ...(scenario.there ? [scenario.there.hospital] : []),
    ]);
    expect(record.closedHospitals).toHaveLength([...seen].filter((place) => scenario.closed.includes(place)).length);
    expect(card.closedHospitals).toEqual(record.closedHospitals);
    const access = record.place?.openAccess;
    if (access) {
      const line = right.inHours ? 'assessment' : 'ward_night';
      expect(access.where).toBe(right.inHours ? 'By day: assessment unit' : 'By night: emergency department');
      expect(access.ringFirst?.phone).toBe(numberOf(0, line, scenario.salt));
    }
    await ofTheAlert(right, scenario, record);
    // A consultant who may open the record reads the same place, and every number but their own.
    const own = await consultant.get<PatientPage>(`/api/patients/${ava}`);
    if (own.status !== 200) return;
    expect(own.body.place).toEqual(record.place);
    const told = numbers(own.body.ringNow);
    expect(right.numbers.filter((each) => !told.includes(each) && each !== '01632 960880')).toEqual([]);
    expect(told.filter((each) => !right.numbers.includes(each) && !each.startsWith('01632 96088'))).toEqual([]);
  }

  async function ofTheAlert(right: Right, scenario: Scenario, record: PatientPage): Promise<void> {
    if (!scenario.there) return;
    const detail = await get<AlertDetail>(nurse, `/api/alerts/${alertId}`);
    const row = (await get<AlertQueue>(nurse, '/api/alerts')).alerts.find(({ id }) => id === alertId);
    expect(row?.attendance?.hospital).toEqual(detail.attendance?.hospital);
    expect(detail.attendance?.hospital).toEqual(places.hospitals[scenario.there.hospital]);
    // Where the child is has closed: the alert says so and offers none of its numbers, and the record goes on to the next.
    if (scenario.closed.includes(scenario.there.hospital)) {
      expect(detail.closedHospitals).toHaveLength(1);
      expect(sorted(numbers(detail.ringNow))).toEqual(sorted(right.ours));
    } else expect(numbers(detail.ringNow)).toEqual(numbers(record.ringNow));
  }

  async function ofTheUnit(right: Right): Promise<void> {
    const session = await get<SessionInfo>(nurse, '/api/session');
    const page = await get<SignInPage>(app.anonymous(), '/api/sign-in-page');
    const trouble = await get<DeliveryTrouble>(nurse, '/api/deliveries/trouble');
    const advice = await get<EmergencyAdvice>(nurse, '/api/emergency-advice');
    const mine = await get<MyPatients>(consultant, '/api/my-patients');
    // A device knows the server's clock. The error page and every page without a connection ask the last two.
    const device = ({ unit }: SessionInfo | SignInPage): RingLine[] => unitLinesAt(unit!, new Date(unit!.asOf));
    for (const lines of [trouble.ringUnit, mine.ringUnit, device(session), device(page)])
      expect(numbers(lines)).toEqual(right.ours);
    expect(numbers(advice.ringNow).filter((each) => each === NURSES || each === REGISTRAR)).toEqual(right.ours);
  }

  async function onPaper(right: Right): Promise<void> {
    const sheet = await get<ContactSheet>(nurse, '/api/hospitals/contact-sheet');
    const listed = sheet.hospitals.flatMap(({ contacts }) => contacts);
    const now = right.inHours ? 'in_hours' : 'out_of_hours';
    for (const number of right.numbers.filter((each) => !each.startsWith('01632 96088'))) {
      const lines = listed.filter(({ phone }) => phone === number);
      // On duty by the rota at other hours than those of the line.
      const ours = number === NURSES || number === REGISTRAR;
      expect(
        lines.some(({ hours }) => ours || hours === 'any' || hours === now),
        number,
      ).toBe(true);
    }
    if (right.hospital === null) return;
    const pack = await get<PrintPack>(nurse, `/api/hospitals/${places.hospitals[right.hospital]!.id}/pack`);
    const printed = pack.hospital.contacts.map(({ phone }) => phone);
    expect(right.numbers.filter((each) => /9(60|61|62)\d{3}$/.test(each) && printed.includes(each))).not.toEqual([]);
  }

  async function onLetters(scenario: Scenario): Promise<void> {
    const issued = await nurse.post<Letter>(
      '/api/letters',
      {
        patientId: ava,
        kind: 'open_access',
        recipient: 'family',
      },
      { [IDEMPOTENCY_HEADER]: randomUUID() },
    );
    const holds = scenario.links.some(({ hospital }) => hospital === 0) && !scenario.closed.includes(0);
    expect(issued.status, issued.text.slice(0, 400)).toBe(holds ? 201 : 422);
    if (!holds) return;
    const { model, id } = issued.body;
    const words = JSON.stringify(model);
    for (const line of ['assessment', 'ward_night'] as const)
      expect(words).toContain(`${line} ${numberOf(0, line, scenario.salt)}.`);
    expect(words).toContain(places.hospitals[0]!.name);
    expect(model.unitNumbers?.map(({ phone, hours }) => [phone, hours])).toEqual([
      [NURSES, HOURS_BANDS.in_hours],
      [REGISTRAR, HOURS_BANDS.out_of_hours],
    ]);
    expect((await get<Letter>(nurse, `/api/letters/${id}`)).answer).not.toBe('number_changed');
    await places.renumber(scenario.salt + 1);
    expect((await get<Letter>(nurse, `/api/letters/${id}`)).answer).toBe('number_changed');
    await places.renumber(scenario.salt);
  }

  it('is one answer on every surface, and the right one', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scenarios, async (scenario) => {
        const at = new Date(START + scenario.minute * 60_000);
        await places.arrange(at, scenario);
        const right = whatIsRight(at, scenario, holidays);
        await ofTheChild(right, scenario);
        await ofTheUnit(right);
        await onPaper(right);
        await onLetters(scenario);
      }),
      { numRuns: RUNS },
    );
  });
});
