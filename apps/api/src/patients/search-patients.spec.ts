import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PatientMatch, PatientSearchAnswer } from '@shared-care/contracts/patients/answers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { routesOf } from '../testing/routes';
import { BERKSHIRE_CONSULTANT, NURSE, startTestApp, STOKE_CONSULTANT, type TestApp } from '../testing/test-app';

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, '../testing', name), 'utf8');

describe('a patient is found', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  const ask = async (query: string, client = nurse, limit = 50): Promise<PatientSearchAnswer> => {
    const answer = await client.post<PatientSearchAnswer>('/api/patients/search', { query, limit });
    expect(answer.status, query).toBe(200);
    return answer.body;
  };
  const nameOf = ({ patient }: PatientMatch): string => `${patient.familyName}, ${patient.givenName}`;
  const names = async (query: string, client = nurse): Promise<string[]> =>
    (await ask(query, client)).matches.map(nameOf);

  it.each([
    ['the family name', 'okafor', 'Okafor, Daniel'],
    ['the given name', 'Daniel', 'Okafor, Daniel'],
    ['the preferred name', 'avi smith', 'Smith, Ava'],
    ['both, either way round', 'daniel okafor', 'Okafor, Daniel'],
    ['both with a comma', 'OKAFOR, Daniel', 'Okafor, Daniel'],
    ['beginnings of both', 'oka dan', 'Okafor, Daniel'],
    ['the middle of a name', 'alsk', 'Kowalski, Łukasz'],
    ['a name without its accents', 'nguyen', 'Nguyễn, Minh Anh'],
    ['a name with them', 'NGUYỄN', 'Nguyễn, Minh Anh'],
    ['l for ł', 'lukasz', 'Kowalski, Łukasz'],
    ['an umlaut left out', 'zoe muller', 'Müller, Zoë'],
    ['no apostrophe', 'obrien', "O'Brien, Cillian"],
    ['a space for the apostrophe', 'o brien', "O'Brien, Cillian"],
    ['the typographic apostrophe', 'O’Brien', "O'Brien, Cillian"],
    ['half of a double name', 'lopez', 'García-López, Mateo'],
    ['a double name without hyphen', 'garcia lopez', 'García-López, Mateo'],
    ['a double name as one', 'garcialopez', 'García-López, Mateo'],
    ['a name of several words', 'van der berg', 'van der Berg, Lotte'],
    ['its last word', 'berg lotte', 'van der Berg, Lotte'],
    ['an Irish name', 'o suilleabhain', 'Ó Súilleabháin, Niamh'],
  ])('by %s: %s', async (_, query, expected) => {
    expect((await names(query))[0]).toBe(expected);
  });

  it.each([
    ['two letters swapped', 'okafro', 'Okafor, Daniel'],
    ['one letter missing', 'kowalki', 'Kowalski, Łukasz'],
    ['one letter too many', 'thommpson', 'Thompson, Jack'],
    ['one letter wrong', 'chaudhty', 'Chaudhry, Aisha'],
    ['a slip in a short name', 'smiht', 'Smith, Ava'],
    ['a name as it is heard', 'nguyan', 'Nguyễn, Minh Anh'],
    ['a slip beside a right word', 'ferriera joao', 'Ferreira, João'],
    ['another spelling', 'andersen', 'Andersson, Björn'],
  ])('in spite of a slip of the finger (%s): %s', async (_, query, expected) => {
    expect(await names(query)).toContain(expected);
  });

  it('puts those whose name begins so before those who only have it somewhere', async () => {
    expect(await names('ber')).toEqual(['van der Berg, Lotte', 'Roberts, Leo']);
  });

  it('by NHS number, however it is spaced; by its beginning; by hospital number; by the end of the phone number', async () => {
    const [child] = await app.sql<{ id: string; nhs: string; hospital: string; phone: string }>(
      `SELECT id, nhs_number AS nhs, hospital_number AS hospital, d.phone FROM patients p JOIN contact_details d ON d.patient_id = p.id WHERE family_name = 'Okafor'`,
    );
    const { nhs, hospital, phone } = child!;
    const written = [
      nhs,
      nhs.replace(/(...)(...)(....)/, '$1 $2 $3'),
      nhs.replace(/(...)(...)(....)/, '$1-$2-$3'),
      `NHS No. ${nhs}`,
      ` ${nhs.replace(/(...)(...)(....)/, '$1\u00a0$2\u00a0$3')} `,
    ];
    for (const query of [...written, hospital, hospital.toLowerCase(), phone.replace(/\D/g, '').slice(-6)])
      expect(await names(query), query).toEqual(['Okafor, Daniel']);
    expect(await names(nhs.slice(0, 9))).toContain('Okafor, Daniel');
    expect((await ask(nhs)).understoodAs).toBe('NHS number');
  });

  it('by the birth date as it is typed', async () => {
    await app.sql(
      `UPDATE patients SET birth_date = '2019-04-05', weighed_on = NULL, weight_kg = NULL, inhibitor_on = NULL WHERE family_name = 'Jones'`,
    );
    for (const query of [
      '5/4/19',
      '05/04/2019',
      '050419',
      '05042019',
      '5 apr 2019',
      '5-Apr-2019',
      '05.04.2019',
      '2019-04-05',
      'jones 5/4/19',
      'dob 5/4/2019',
    ])
      expect(await names(query), query).toEqual(['Jones, Amelia']);
    expect(await names('jones 6/4/19')).toEqual([]);
  });

  it('finds everybody by nobody: an empty or meaningless search answers with nothing', async () => {
    for (const query of [
      '',
      ' ',
      '%',
      '_',
      '%%',
      '\\',
      '%_%',
      '*',
      '.*',
      '--',
      "'",
      "' OR 1=1 --",
      '""',
      '()',
      '\u200b',
      '😀',
    ]) {
      const { matches } = await ask(query);
      expect(matches.map(nameOf), query).toEqual([]);
    }
  });

  it('takes wildcards and quotes for the signs they are', async () => {
    for (const query of ['sm%th', 'sm_th', 'sm\\ith', "smith'; DROP TABLE patients; --", 'smith | jones', 's*h'])
      await ask(query);
    expect(await names('sm_th')).not.toContain('Smith, Avery');
    expect(await names('%smith%')).toEqual(await names('smith'));
    expect(await names("o'brien'")).toEqual(["O'Brien, Cillian"]);
  });

  it('says when another child could be taken for this one', async () => {
    const { matches } = await ask('rahman');
    expect(matches.map(({ similarName }) => similarName)).toEqual([true, true]);
    expect((await ask('okafor')).matches.map(({ similarName }) => similarName)).toEqual([false]);
  });

  it('gives no more than asked for, and the same order each time', async () => {
    const all = await ask('a', nurse, 50);
    const few = await ask('a', nurse, 3);
    expect(few.matches.map(nameOf)).toEqual(all.matches.map(nameOf).slice(0, 3));
  });

  it('a record merged into another is not offered', async () => {
    await app.sql(
      `UPDATE patients SET merged_into_id = (SELECT id FROM patients WHERE family_name = 'Evans') WHERE family_name = 'Hall'`,
    );
    expect(await names('hall poppy')).toEqual([]);
  });

  it('what is searched for is never part of an address', () => {
    const paths = routesOf(app.running)
      .map(({ path }) => path)
      .filter((path) => path.startsWith('/api/patients'));
    expect(paths).toContain('/api/patients/search');
    // An internal id is the only thing that ever stands in one.
    expect(paths.filter((path) => !/^\/api\/patients($|\/)($|search|similar|:id(\/[a-z-]+)*)$/.test(path))).toEqual([]);
  });

  it('the search is in the audit log, with the count and without the words', async () => {
    await ask('okafor');
    const [entry] = await app.sql('SELECT action, detail, patient_id FROM audit_entries ORDER BY id DESC LIMIT 1');
    expect(entry).toEqual({ action: 'search', detail: '1 found', patient_id: null });
  });

  it('a link consultant finds their own children and none of another hospital, by whatever they type', async () => {
    const [berkshire, stoke] = [await app.signIn(BERKSHIRE_CONSULTANT), await app.signIn(STOKE_CONSULTANT)];
    const [child] = await app.sql<{ nhs: string; phone: string; birth: string; number: string }>(
      `SELECT nhs_number AS nhs, right(replace(d.phone, ' ', ''), 6) AS phone, birth_date AS birth, hospital_number AS number
       FROM patients p JOIN contact_details d ON d.patient_id = p.id WHERE family_name = 'Okafor'`,
    );
    for (const query of [
      'okafor',
      'okafro',
      'daniel',
      child!.nhs,
      child!.nhs.slice(0, 9),
      child!.phone,
      child!.birth,
      child!.number,
      'oka',
    ]) {
      expect(await names(query, stoke), query).toContain('Okafor, Daniel');
      const hidden = await ask(query, berkshire);
      expect(
        hidden.matches.filter((match) => match.patient.familyName === 'Okafor'),
        query,
      ).toEqual([]);
    }
    const hospital = await app.hospital('RHW01');
    for (const { patient } of (await ask('a', berkshire)).matches) {
      const links = await app.sql('SELECT 1 FROM shared_care_links WHERE patient_id = $1 AND hospital_id = $2', [
        patient.id,
        hospital,
      ]);
      expect(links, patient.familyName).toHaveLength(1);
    }
  });

  it('a namesake at another hospital does not show through the warning either', async () => {
    await app.sql(
      `INSERT INTO patients (family_name, given_name, birth_date, nhs_number_status, diagnosis) VALUES ('Ferreira', 'Jorge', '2016-01-01', 'absent', 'other')`,
    );
    expect((await ask('ferreira joao')).matches[0]?.similarName).toBe(true);
    expect((await ask('ferreira joao', await app.signIn(BERKSHIRE_CONSULTANT))).matches[0]?.similarName).toBe(false);
  });
});

describe('whatever a child is called', () => {
  let app: TestApp;
  let nurse: Client;
  beforeAll(async () => {
    app = await startTestApp();
    nurse = await app.signIn(NURSE);
  });
  afterAll(() => app.stop());

  async function insert(people: { family: string; given: string }[]): Promise<string[]> {
    const rows = people.map((one) => ({ ...one, id: randomUUID() }));
    await app.sql(
      `INSERT INTO patients (id, family_name, given_name, birth_date, nhs_number_status, diagnosis)
       SELECT id, family, given, '2018-02-03', 'absent', 'other'
       FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, family text, given text)`,
      [JSON.stringify(rows)],
    );
    return rows.map(({ id }) => id);
  }
  const search = async (query: string): Promise<PatientMatch[]> =>
    (await nurse.post<PatientSearchAnswer>('/api/patients/search', { query, limit: 50 })).body.matches;

  it('each of 400 names of 40 countries is found as written and as romanised, and comes back as it was stored', async () => {
    const lines = fixture('names.csv').trim().split('\n').slice(1);
    const people = lines.map((line, n) => {
      const [kind, , local, romanised] = line.split(',') as [string, string, string, string];
      const family = kind === 'family';
      return {
        written: local,
        family: family ? local : `Marker${letters(n)}`,
        given: family ? `Marker${letters(n)}` : local,
        marker: `Marker${letters(n)}`,
        romanised,
      };
    });
    const ids = await insert(people);
    expect(ids.length).toBeGreaterThan(400);
    const missed: string[] = [];
    await inBatches(people, async ({ written, marker, family, given }, n) => {
      for (const query of [`${written} ${marker}`, `${marker} ${written}`, written.toUpperCase() + ' ' + marker]) {
        const found = (await search(query)).find(({ patient }) => patient.id === ids[n]);
        if (found?.patient.familyName !== family || found.patient.givenName !== given) missed.push(query);
      }
      const page = await nurse.get<{ patient: { familyName: string; givenName: string } }>(`/api/patients/${ids[n]}`);
      expect(page.body.patient).toMatchObject({ familyName: family, givenName: given });
    });
    expect(missed).toEqual([]);
  });

  it('a name written with composed and with separate accents is the same name', async () => {
    const [id] = await insert([{ family: 'Zéphyrine'.normalize('NFD'), given: 'Åse'.normalize('NFC') }]);
    for (const query of [
      'zephyrine',
      'ZÉPHYRINE'.normalize('NFC'),
      'zéphyrine'.normalize('NFD'),
      'åse zeph',
      'A\u030ase',
    ])
      expect(
        (await search(query)).map(({ patient }) => patient.id),
        query,
      ).toContain(id);
  });

  it('110 strings that break programs are stored and come back byte for byte, and searching for them breaks nothing', async () => {
    const strings = (JSON.parse(fixture('naughty-strings.json')) as string[]).filter((text) => text.trim() !== '');
    const people = strings.map((text, n) => ({ family: `Naughty${letters(n)}`, given: text }));
    const ids = await insert(people);
    await inBatches(people, async ({ family, given }, n) => {
      const byMarker = (await search(family)).find(({ patient }) => patient.id === ids[n]);
      expect(Buffer.from(byMarker?.patient.givenName ?? '').equals(Buffer.from(given)), given).toBe(true);
      const answer = await nurse.post('/api/patients/search', { query: given.slice(0, 200) });
      expect([200, 400], `${given} ${answer.text}`).toContain(answer.status);
      // A name of letters alone, in any script, finds itself.
      if (/^(?=.*\p{L}{2})[\p{L}\p{M}' -]+$/u.test(given))
        expect(
          (await search(given)).map(({ patient }) => patient.id),
          given,
        ).toContain(ids[n]);
    });
  });
});

/** 0 → aa, 1 → ab: a part of a name that nothing else has. */
function letters(n: number): string {
  return [...String(n + 1000)].map((digit) => 'bcdfghklmn'[Number(digit)]).join('');
}

async function inBatches<T>(all: T[], work: (one: T, place: number) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += 10)
    await Promise.all(all.slice(start, start + 10).map((one, place) => work(one, start + place)));
}
