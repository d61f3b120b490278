import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import type { ContactSheet } from '@shared-care/contracts/my-patients/answers';
import { londonInstant } from '@shared-care/domain/london-time';
import { sheetInOrder } from '@shared-care/domain/sheet-order';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../testing/client';
import { NURSES, REGISTRAR } from '../testing/places';
import { BERKSHIRE_CONSULTANT, startTestApp, TUESDAY_11, type TestApp } from '../testing/test-app';

const WORKER = join(import.meta.dirname, '../../../dashboard/public/contact-sheet-worker.js');

/** What the phone shows without a network, with the sheet it keeps, at this hour of its own clock. */
async function offline(sheet: ContactSheet, at: Date): Promise<string> {
  const handlers = new Map<string, (event: object) => void>();
  const kept = new Map<string, Response>();
  const cache = {
    put: (key: string, answer: Response) => Promise.resolve(kept.set(key, answer)),
    match: (key: string) => Promise.resolve(kept.get(key)?.clone()),
  };
  class PhoneDate extends Date {
    constructor(value?: string | number) {
      super(value ?? at.getTime());
    }
  }
  const phone = createContext({
    self: { addEventListener: (kind: string, does: (event: object) => void) => handlers.set(kind, does) },
    caches: { open: () => Promise.resolve(cache), keys: () => Promise.resolve([]) },
    fetch: () => Promise.reject(new Error('no network')),
    Date: PhoneDate,
    Response,
    crypto,
  });
  runInContext(readFileSync(WORKER, 'utf8'), phone);
  const ended = (kind: string, event: object): Promise<unknown> =>
    new Promise((done) => handlers.get(kind)!({ ...event, waitUntil: done, respondWith: done })).then((work) => work);
  await ended('message', { data: { kind: 'contact sheet', sheet } });
  return ((await ended('fetch', { request: { mode: 'navigate' } })) as Response).text();
}

/** Its numbers by hospital, those to ring now apart from the others. */
function read(page: string): { now: string[]; later: string[] }[] {
  const phones = (part: string): string[] =>
    [...part.matchAll(/<a href="tel:[^"]*">([\d ]*\d)/g)].map(([, phone]) => phone!);
  return page
    .split('<h2>')
    .slice(1)
    .map((hospital) => hospital.split('<p><a href')[0]!.split('<h3>'))
    .map(([now, later = '']) => ({ now: phones(now!), later: phones(later) }));
}

describe('the contact sheet on the phone', () => {
  let app: TestApp;
  let consultant: Client;
  beforeAll(async () => {
    app = await startTestApp();
    consultant = await app.signIn(BERKSHIRE_CONSULTANT);
  });
  afterEach(async () => {
    await app.database.setClock(TUESDAY_11);
    await app.sql('UPDATE hospital_contacts SET ended_at = NULL, failed_calls = 0');
    await app.sql('UPDATE hospitals SET closed_on = NULL');
  });
  afterAll(() => app.stop());
  const sheet = async (): Promise<ContactSheet> =>
    (await consultant.get<ContactSheet>('/api/my-patients/contacts')).body;
  const numbers = ({ hospitals }: ContactSheet): string[] =>
    hospitals.flatMap(({ contacts }) => contacts.map(({ phone }) => phone));

  it('has no number that was taken off the directory, and none of a hospital that has closed', async () => {
    const ed = (await sheet()).hospitals.find(({ name }) => name.includes('Berkshire'))!.contacts[0]!;
    await app.sql('UPDATE hospital_contacts SET ended_at = sec.now() WHERE phone = $1', [ed.phone]);
    expect(numbers(await sheet())).not.toContain(ed.phone);
    await app.sql(`UPDATE hospitals SET closed_on = '2026-03-10' WHERE ods_code = 'RHW01'`);
    expect((await sheet()).hospitals.map(({ name }) => name)).toEqual(['John Radcliffe Hospital']);
    await app.sql(`UPDATE hospitals SET closed_on = '2026-03-11' WHERE ods_code = 'RHW01'`);
    expect((await sheet()).hospitals).toHaveLength(2);
  });

  it('without a network puts first what is answered at the hour of the phone, each with its hours', async () => {
    const kept = await sheet();
    const at = (day: string, time: string) => offline(kept, londonInstant(day, time)).then(read);
    const [sunday] = await at('2026-03-15', '02:13');
    expect(sunday!.now[0]).toBe(REGISTRAR);
    expect(sunday!.now).not.toContain(NURSES);
    expect(sunday!.later).toContain(NURSES);
    expect((await at('2026-03-16', '09:00'))[0]!.now[0]).toBe(NURSES);
    expect((await at('2026-03-16', '08:59'))[0]!.now[0]).toBe(REGISTRAR);
    // Good Friday; and the summer clock, a day after it begins.
    expect((await at('2026-04-03', '11:00'))[0]!.now[0]).toBe(REGISTRAR);
    expect((await at('2026-03-30', '09:00'))[0]!.now[0]).toBe(NURSES);
    const page = await offline(kept, londonInstant('2026-03-15', '02:13'));
    for (const { contacts } of kept.hospitals)
      for (const { phone, hours, label } of contacts)
        expect(page).toMatch(
          new RegExp(`${label.replace(/'/g, '&#39;')}</strong><br><small>${hours}.{0,60}<a href="tel:[^>]*>${phone}`),
        );
  });

  it('puts a number that failed last, with its warning', async () => {
    const own = (await sheet()).hospitals[1]!.contacts;
    await app.sql('UPDATE hospital_contacts SET failed_calls = 2 WHERE phone = $1', [own[0]!.phone]);
    const page = await offline(await sheet(), londonInstant('2026-03-10', '11:00'));
    expect(read(page)[1]!.now.at(-1)).toBe(own[0]!.phone);
    expect(page.match(/Calls to it failed/g)).toHaveLength(1);
  });

  it('says at every hour what the page on the screen says', async () => {
    const kept = await sheet();
    const holidays = new Set(kept.bankHolidays);
    const start = londonInstant('2026-03-10', '00:00').getTime();
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 300 * 1440 }),
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        async (minute, failed) => {
          const at = new Date(start + minute * 60_000);
          const hospitals = kept.hospitals.map(({ name, contacts }) => ({
            name,
            contacts: contacts.map((contact, place) => ({ ...contact, stale: failed[place] ?? false })),
          }));
          const shown = hospitals.map(({ contacts }) => sheetInOrder(contacts, at, holidays));
          const phones = (lines: { phone: string }[]): string[] => lines.map(({ phone }) => phone);
          expect(read(await offline({ ...kept, hospitals }, at))).toEqual(
            shown.map(({ now, later }) => ({ now: phones(now), later: phones(later) })),
          );
        },
      ),
      { numRuns: 100 },
    );
  });
});
