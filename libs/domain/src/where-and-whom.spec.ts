import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { londonInstant } from './london-time';
import {
  CONTACT_PURPOSES,
  HOURS_BANDS,
  ringNow,
  type ContactPurpose,
  type HoursBand,
  type RingContact,
  type RingNowInput,
  type RotaNames,
} from './where-and-whom';
import { BANK_HOLIDAYS } from './testing/bank-holidays';
import { isInHours, UnitCalendar } from './working-time';

const MONDAY_NOON = londonInstant('2026-11-23', '12:00');
const MONDAY_NIGHT = londonInstant('2026-11-23', '22:00');

function aContact(purpose: ContactPurpose, hours: HoursBand, facts: Partial<RingContact> = {}): RingContact {
  return {
    purpose,
    unitKind: null,
    label: CONTACT_PURPOSES[purpose],
    phone: '01632 960100',
    extension: null,
    bleep: null,
    hours,
    verifiedOn: '2026-10-01',
    ...facts,
  };
}

const PHU = [
  aContact('phu_nurses', 'in_hours', { phone: '01632 960123' }),
  aContact('on_call_registrar', 'out_of_hours', { phone: '01632 960999', bleep: '1234' }),
];
const NORTHFIELD = [
  aContact('switchboard', 'any', { phone: '01632 960200' }),
  aContact('ed', 'any', { phone: '01632 960201', unitKind: 'ed' }),
  aContact('assessment', 'in_hours', { phone: '01632 960202', unitKind: 'assessment' }),
  aContact('ward', 'any', { phone: '01632 960203', unitKind: 'ward', label: 'Robin ward' }),
  aContact('secretary', 'in_hours', { phone: '01632 960204' }),
];

function ring(facts: Partial<RingNowInput> = {}) {
  return ringNow({
    at: MONDAY_NOON,
    bankHolidays: BANK_HOLIDAYS,
    unitKind: 'ed',
    hospitalName: 'Northfield General',
    childIsThere: true,
    contacts: NORTHFIELD,
    linkConsultant: { name: 'Dr K Shah', phone: '01632 960300', verifiedOn: null },
    phuContacts: PHU,
    onDuty: [],
    ...facts,
  });
}
const phones = (lines: { phone: string }[]) => lines.map(({ phone }) => phone);

describe('ringNow', () => {
  test('with no running attendance the department is where the child would be seen', () => {
    expect(ring({ childIsThere: false })[0]?.because).toBe('Where the child would be seen');
  });

  test('in hours: department, switchboard, link consultant direct, our nurses', () => {
    expect(ring()).toEqual([
      {
        label: 'Emergency department, Northfield General',
        phone: '01632 960201',
        extension: null,
        bleep: null,
        hours: 'At any hour',
        verifiedOn: '2026-10-01',
        health: 'verified',
        healthWords: 'Verified',
        because: 'Where the child is now',
      },
      expect.objectContaining({ label: 'Switchboard, Northfield General', phone: '01632 960200' }),
      expect.objectContaining({ label: 'Dr K Shah, link consultant', phone: '01632 960300', verifiedOn: null }),
      expect.objectContaining({ label: 'PHU nurses', phone: '01632 960123', because: 'In hours: PHU nurses' }),
    ]);
  });

  test('at night: the link consultant by switchboard, our own line is the registrar', () => {
    expect(ring({ at: MONDAY_NIGHT }).slice(2)).toEqual([
      expect.objectContaining({
        label: 'Dr K Shah, link consultant, by switchboard',
        phone: '01632 960200',
        because: 'Out of hours: link consultant by switchboard',
      }),
      expect.objectContaining({
        phone: '01632 960999',
        bleep: '1234',
        because: 'Out of hours: On-call haematology registrar',
      }),
    ]);
  });

  test('a department that is closed now is left to the switchboard', () => {
    expect(phones(ring({ unitKind: 'assessment' }))[0]).toBe('01632 960202');
    expect(phones(ring({ unitKind: 'assessment', at: MONDAY_NIGHT }))[0]).toBe('01632 960200');
  });

  test('the ward the child is on, not another department', () => {
    expect(ring({ unitKind: 'ward' })[0]!.label).toBe('Robin ward, Northfield General');
    expect(phones(ring({ unitKind: 'ward' }))).not.toContain('01632 960201');
  });

  test('when nobody said where the child is, the switchboard comes first', () => {
    expect(phones(ring({ unitKind: null }))[0]).toBe('01632 960200');
  });

  test('a number for just these hours comes before one for all, then the one checked last', () => {
    const contacts = [
      aContact('ed', 'any', { phone: '1' }),
      aContact('ed', 'in_hours', { phone: '2', verifiedOn: null }),
      aContact('ed', 'in_hours', { phone: '3', verifiedOn: '2026-09-01' }),
      aContact('ed', 'in_hours', { phone: '4', verifiedOn: '2026-11-01' }),
    ];
    expect(phones(ring({ contacts, linkConsultant: null })).slice(0, 4)).toEqual(['4', '3', '2', '1']);
  });

  test('a hospital name that the label already has is not repeated', () => {
    const contacts = [aContact('ed', 'any', { label: 'ED at Northfield General' })];
    expect(ring({ contacts })[0]!.label).toBe('ED at Northfield General');
  });

  test('a link consultant without a number is asked for at the switchboard; without either there is no line', () => {
    const linkConsultant = { name: 'Dr K Shah', phone: ' ', verifiedOn: null };
    expect(ring({ linkConsultant })[2]).toMatchObject({
      phone: '01632 960200',
      because: 'No direct number: ask the switchboard',
    });
    expect(phones(ring({ linkConsultant, contacts: [] }))).toEqual(['01632 960123']);
    expect(phones(ring({ at: MONDAY_NIGHT, contacts: [] }))).toEqual(['01632 960999']);
  });

  test('a contact without phone and bleep is no number to ring', () => {
    const contacts = [aContact('ed', 'any', { phone: ' ', bleep: '' }), aContact('switchboard', 'any')];
    expect(ring({ contacts })[0]!.label).toBe('Switchboard, Northfield General');
  });

  test('at night the registrar is offered although the nurses have a number for any hour', () => {
    const phuContacts = [aContact('phu_nurses', 'any', { phone: '5' }), PHU[1]!];
    expect(phones(ring({ at: MONDAY_NIGHT, contacts: [], linkConsultant: null, phuContacts }))).toEqual([
      '01632 960999',
    ]);
    expect(phones(ring({ contacts: [], linkConsultant: null, phuContacts }))).toEqual(['5']);
  });

  test('our own line falls back to whoever of us answers at this hour, then to our switchboard', () => {
    const registrarAlways = [aContact('on_call_registrar', 'any', { phone: '7' })];
    expect(ring({ contacts: [], linkConsultant: null, phuContacts: registrarAlways })).toMatchObject([
      { phone: '7', because: 'In hours: On-call haematology registrar' },
    ]);
    const switchboard = [PHU[0]!, aContact('switchboard', 'any', { phone: '8' })];
    const night = ring({ at: MONDAY_NIGHT, contacts: [], linkConsultant: null, phuContacts: switchboard });
    expect(phones(night)).toEqual(['8']);
    expect(night[0]?.because).toContain('ask the switchboard for the haematology doctor on call');
  });

  test('when no number is right for this hour, none is offered', () => {
    expect(
      ring({ at: MONDAY_NIGHT, contacts: [NORTHFIELD[2]!], linkConsultant: null, phuContacts: [PHU[0]!] }),
    ).toEqual([]);
  });

  test('a number that failed twice is the last to try, whosever it is, and says so', () => {
    const contacts = [
      aContact('ed', 'any', { phone: '1', unitKind: 'ed', failedCalls: 2 }),
      aContact('switchboard', 'any', { phone: '2' }),
    ];
    const lines = ring({ contacts, linkConsultant: null });
    expect(phones(lines)).toEqual(['2', '01632 960123', '1']);
    expect(lines.at(-1)).toMatchObject({ health: 'stale' });
  });

  test('a right number of an unusual kind comes before any wrong one', () => {
    const contacts = [aContact('community_nurses', 'out_of_hours', { phone: '9' })];
    const lines = ring({ at: MONDAY_NIGHT, contacts, linkConsultant: null, phuContacts: [PHU[0]!] });
    expect(phones(lines)).toEqual(['9']);
  });

  test('nothing known, nothing said', () => {
    expect(ring({ contacts: [], linkConsultant: null, phuContacts: [] })).toEqual([]);
  });
});

/** H7: both clock changes, bank holidays with their eves and morrows, the turn of the year. */
describe('at every fifth minute of the difficult days', () => {
  const days = [
    '2026-03-28',
    '2026-03-29',
    '2026-03-30',
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
    '2026-12-24',
    '2026-12-25',
    '2026-12-28',
    '2026-12-29',
    '2027-01-01',
  ];
  const instants = days.flatMap((date) => {
    const midnight = londonInstant(date, '00:00').getTime();
    return Array.from({ length: 288 }, (_, step) => new Date(midnight + step * 300_000));
  });

  test('nurses are offered in hours, the registrar at all other times, never both', () => {
    for (const at of instants) {
      const offered = phones(ring({ at }));
      const inHours = isInHours(at, BANK_HOLIDAYS);
      expect(offered.includes('01632 960123'), at.toISOString()).toBe(inHours);
      expect(offered.includes('01632 960999'), at.toISOString()).toBe(!inHours);
      expect(offered.includes('01632 960300'), at.toISOString()).toBe(inHours);
    }
  });

  const contact = fc
    .tuple(
      fc.constantFrom(...(Object.keys(CONTACT_PURPOSES) as ContactPurpose[])),
      fc.constantFrom(...(Object.keys(HOURS_BANDS) as HoursBand[])),
      fc.constantFrom(null, 'ed' as const, 'ward' as const, 'assessment' as const),
      fc.constantFrom('', '1', '2', '3', '4', '5', '6'),
      fc.constantFrom(null, '2026-01-01', '2026-11-01'),
    )
    .map(([purpose, hours, unitKind, phone, verifiedOn]) => aContact(purpose, hours, { unitKind, phone, verifiedOn }));

  // The unit's own hours may be longer; what others keep open does not follow them.
  const longDays = new UnitCalendar(BANK_HOLIDAYS, [
    { from: new Date(0), hours: { start: '07:00', end: '20:00', handoverFrom: '19:30' } },
  ]);

  test('a number of the day is not offered in the evening, however long the unit works', () => {
    const evening = londonInstant('2026-11-23', '19:00');
    expect(phones(ring({ at: evening, unitKind: 'assessment', bankHolidays: longDays }))).not.toContain('01632 960202');
    expect(isInHours(evening, longDays)).toBe(true);
  });

  test('never a line of the wrong hours, and never empty while one answers', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(BANK_HOLIDAYS, longDays),
        fc.constantFrom(...instants),
        fc.constantFrom(null, 'ed' as const, 'ward' as const, 'assessment' as const),
        fc.array(contact, { maxLength: 6 }),
        fc.array(contact, { maxLength: 4 }),
        (bankHolidays, at, unitKind, contacts, phuContacts) => {
          const lines = ring({ bankHolidays, at, unitKind, contacts, phuContacts, linkConsultant: null });
          const wrongBand: HoursBand = isInHours(at, BANK_HOLIDAYS) ? 'out_of_hours' : 'in_hours';
          const answering = [...contacts, ...phuContacts].filter(
            ({ phone, hours }) => phone !== '' && hours !== wrongBand,
          );
          expect(lines.length > 0).toBe(answering.length > 0);
          for (const { hours } of lines) expect(hours).not.toBe(HOURS_BANDS[wrongBand]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('our own line', () => {
  const named = (name: string, duty: RotaNames['duty'], facts: Partial<RotaNames> = {}): RotaNames => ({
    name,
    duty,
    because: `because of ${duty}`,
    phone: '',
    bleep: null,
    verifiedOn: null,
    ...facts,
  });
  const own = (facts: Partial<RingNowInput>) =>
    ring({ contacts: [], linkConsultant: null, ...facts }).map(({ label, phone, bleep, because }) => ({
      label,
      phone,
      bleep,
      because,
    }));

  test('names whoever is on duty, by the line of the nurses', () => {
    expect(own({ onDuty: [named('A Boyd', 'phu_nurse'), named('J Ferrars', 'phu_nurse')] })).toEqual([
      { label: 'A Boyd, J Ferrars: PHU nurses', phone: '01632 960123', bleep: null, because: 'because of phu_nurse' },
    ]);
  });

  test('follows the rota to the registrar when no nurse is on, though it is noon', () => {
    const [line] = own({ onDuty: [named('Dr T Adeyemi', 'on_call_registrar')] });
    expect(line).toMatchObject({ phone: '01632 960999', bleep: '1234' });
    expect(line?.label).toContain('Dr T Adeyemi');
  });

  test('is the number of the duty itself where one is stored, and the switchboard with a bleep of its own', () => {
    const onDuty = [named('Dr C Marsh', 'on_call_consultant', { phone: '01632 960555' })];
    expect(own({ at: MONDAY_NIGHT, onDuty })).toMatchObject([
      { label: 'Dr C Marsh: consultant on call', phone: '01632 960555', bleep: null },
    ]);
    const bleeped = [named('Dr T Adeyemi', 'on_call_registrar', { bleep: '4417' })];
    expect(own({ at: MONDAY_NIGHT, onDuty: bleeped })).toMatchObject([{ phone: '01632 960999', bleep: '4417' }]);
  });

  test('a nurse whom the rota has at night is reached by the switchboard, never by the line of the day', () => {
    const onDuty = [named('A Boyd', 'phu_nurse')];
    expect(own({ at: MONDAY_NIGHT, onDuty }).map(({ phone }) => phone)).toEqual(['01632 960999']);
    const phuContacts = [...PHU, aContact('switchboard', 'any', { phone: '8' })];
    expect(own({ at: MONDAY_NIGHT, onDuty, phuContacts })).toMatchObject([
      { phone: '8', label: 'A Boyd: Switchboard' },
    ]);
  });

  test('names nobody where nobody may be named', () => {
    expect(own({ onDuty: [named('', 'phu_nurse')] })).toMatchObject([{ label: 'PHU nurses', phone: '01632 960123' }]);
  });

  test('goes by the clock when the rota names nobody', () => {
    for (const onDuty of [[], [named('A Boyd', 'everybody'), named('Dr K Shah', 'everybody')]]) {
      expect(own({ at: MONDAY_NIGHT, onDuty }).map(({ phone }) => phone)).toEqual(['01632 960999']);
    }
  });
});
