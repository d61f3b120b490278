import type { HolidayChanges } from '@shared-care/contracts/settings/answers';
import type { BankHolidaysValue } from '@shared-care/contracts/settings/shapes';
import { calendarDate, text } from '@shared-care/contracts/text';
import * as z from 'zod';
import { InvalidInput } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

type Day = BankHolidaysValue['days'][number];

/** The list as GOV.UK publishes it; of its three parts the one that counts here. */
const Published = z.object({
  'england-and-wales': z.object({
    division: z.literal('england-and-wales'),
    events: z
      .array(z.object({ title: text(100).min(1), date: calendarDate('the day').regex(/^20/) }))
      .min(1)
      .max(400),
  }),
});

/** @throws InvalidInput saying what is wrong with the file */
export function readHolidayFile(file: string): Day[] {
  const refuse = (message: string): InvalidInput => new InvalidInput([{ field: 'file', message }]);
  let json: unknown;
  try {
    json = JSON.parse(file.replace(/^\uFEFF/, ''));
  } catch {
    throw refuse('This is no whole JSON file. Download it again from www.gov.uk/bank-holidays.json.');
  }
  const parsed = Published.safeParse(json);
  if (!parsed.success) {
    const place = parsed.error.issues[0]?.path.join(' › ') || 'the file';
    throw refuse(`This is not the list that GOV.UK publishes: look at ${place}. Nothing was changed.`);
  }
  const days = parsed.data['england-and-wales'].events.map(({ date, title }) => ({ date, title }));
  days.sort((one, other) => one.date.localeCompare(other.date));
  const twice = days.find(({ date }, place) => days[place - 1]?.date === date);
  if (twice) throw refuse(`${twice.date} is in the file twice. Download it again.`);
  return days;
}

export async function knownHolidays(tx: Tx): Promise<Day[]> {
  return rows<Day>(tx, 'SELECT holiday_on AS date, title FROM bank_holidays ORDER BY holiday_on');
}

/** What the file would change. It speaks of whole years; days of other years are none of its business. */
export function holidayChanges(file: readonly Day[], known: readonly Day[]): HolidayChanges {
  const titles = new Map(known.map(({ date, title }) => [date, title]));
  const inFile = new Set(file.map(({ date }) => date));
  const [first, last] = [file[0]!.date.slice(0, 4), file.at(-1)!.date.slice(0, 4)];
  const knownUntil = known.at(-1)?.date ?? null;
  return {
    from: `${first}-01-01`,
    until: `${last}-12-31`,
    added: file.filter(({ date }) => !titles.has(date)),
    renamed: file
      .filter(({ date, title }) => (titles.get(date) ?? title) !== title)
      .map(({ date, title }) => ({ date, was: titles.get(date)!, title })),
    missing: known.filter(({ date }) => date.slice(0, 4) >= first && date.slice(0, 4) <= last && !inFile.has(date)),
    older: knownUntil !== null && file.at(-1)!.date < knownUntil,
    knownUntil,
  };
}

/** The list as it would be: nothing known goes away but what was agreed to. */
export function holidaysAfter(file: readonly Day[], known: readonly Day[], remove: readonly string[]): Day[] {
  const { missing } = holidayChanges(file, known);
  const strange = remove.find((date) => !missing.some((day) => day.date === date));
  if (strange !== undefined)
    throw new InvalidInput([{ field: 'remove', message: `${strange} is not a known day that the file leaves out.` }]);
  const after = new Map([...known, ...file].map((day) => [day.date, day.title]));
  for (const date of remove) after.delete(date);
  return [...after].map(([date, title]) => ({ date, title })).sort((one, other) => one.date.localeCompare(other.date));
}
