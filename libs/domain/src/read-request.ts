import { addMonths } from './calendar-date';
import { addDays, weekday } from './london-time';

/** A day that a text names, with the words it stands in. Offered to a person, never taken by itself. */
export interface FoundDate {
  /** As it stands in the text. */
  words: string;
  /** `yyyy-mm-dd` */
  date: string;
  /** The text names another day of the week than the date is. */
  otherWeekday: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const MONTH =
  '(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const DAY =
  '(sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?)';
const WHOLE_DAY = '(sunday|monday|tuesday|wednesday|thursday|friday|saturday)';
const YEAR = '((?:20)?\\d{2})(?!\\d)';

const NAMED = new RegExp(
  `\\b(?:${DAY}\\.?,?\\s+(?:the\\s+)?)?(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}\\b\\.?(?:,?\\s+${YEAR})?`,
  'gi',
);
const MONTH_FIRST = new RegExp(
  `\\b(?:${DAY}\\.?,?\\s+)?${MONTH}\\b\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s+(20\\d{2})(?!\\d))?`,
  'gi',
);
const ISO = /(?<![\d-])(20\d{2})-(\d{2})-(\d{2})(?![\d-])/g;
/** Day before month, as it is written here. */
const NUMBERS = new RegExp(
  `(?:\\b${DAY}\\.?,?\\s+)?(?<![\\d/.-])(\\d{1,2})([/.-])(\\d{1,2})(?:\\3${YEAR})?(?![\\d/-]|\\.\\d)`,
  'gi',
);
const WEEKDAY = new RegExp(`\\b(next|this|on|by|before|coming)\\s+${WHOLE_DAY}\\b(?!\\s+\\d)`, 'gi');
const NEAR = /\b(day after tomorrow|tomorrow|today)\b/gi;

/** A day so long ago is meant as one to come. */
const PAST_DAYS = 60;

/** The days that a text names, in its order, each once; read on `today` in London, `yyyy-mm-dd`. */
export function datesIn(text: string, today: string): FoundDate[] {
  const found: (FoundDate & { at: number; end: number })[] = [];
  const take = (match: RegExpMatchArray, date: string | null, named?: string): void => {
    const [at, end] = [match.index ?? 0, (match.index ?? 0) + match[0].length];
    if (date === null || found.some((one) => at < one.end && one.at < end)) return;
    const otherWeekday = named !== undefined && DAYS[weekday(date)] !== named.slice(0, 3).toLowerCase();
    found.push({ words: match[0].replace(/[.,\s]+$/, ''), date, otherWeekday, at, end });
  };
  for (const match of text.matchAll(ISO)) take(match, dateOf(match[1], match[2], match[3], today));
  for (const match of text.matchAll(NAMED))
    take(match, dateOf(match[4], monthOf(match[3]!), match[2], today), match[1]);
  for (const match of text.matchAll(MONTH_FIRST))
    take(match, dateOf(match[4], monthOf(match[2]!), match[3], today), match[1]);
  for (const match of text.matchAll(NUMBERS)) {
    // Without a year only a stroke makes two numbers a day: 2.5 is millilitres, 5-6 are years of age.
    const isDay = match[3] === '/' || match[5] !== undefined;
    take(match, isDay ? dateOf(match[5], match[4], match[2], today) : null, match[1]);
  }
  for (const match of text.matchAll(WEEKDAY)) take(match, onWeekday(match[1]!, match[2]!, today));
  for (const match of text.matchAll(NEAR)) take(match, addDays(today, near(match[1]!)));
  const seen = new Set<string>();
  return found
    .sort((one, other) => one.at - other.at)
    .filter(({ date }) => !seen.has(date) && seen.add(date))
    .map(({ words, date, otherWeekday }) => ({ words, date, otherWeekday }));
}

const near = (words: string): number => ({ today: 0, tomorrow: 1 })[words.toLowerCase()] ?? 2;

function monthOf(word: string): string {
  return String(MONTHS.indexOf(word.slice(0, 3).toLowerCase()) + 1);
}

/** Without a year the nearest that is not long gone. */
function dateOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  today: string,
): string | null {
  const written = (inYear: number): string | null => {
    const date = `${inYear}-${String(Number(month)).padStart(2, '0')}-${String(Number(day)).padStart(2, '0')}`;
    const real = new Date(`${date}T00:00:00Z`);
    return Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== date ? null : date;
  };
  if (year !== undefined) return written(Number(year) < 100 ? 2000 + Number(year) : Number(year));
  const thisYear = Number(today.slice(0, 4));
  const past = addDays(today, -PAST_DAYS);
  const candidates = [thisYear - 1, thisYear, thisYear + 1].map(written);
  return candidates.find((date) => date !== null && date >= past && date < addMonths(past, 12)) ?? null;
}

/** "Next Tuesday" is the one of the week after this; any other Tuesday the first that comes. */
function onWeekday(which: string, day: string, today: string): string {
  const wanted = DAYS.indexOf(day.slice(0, 3).toLowerCase());
  if (which.toLowerCase() === 'next') {
    const monday = addDays(today, 7 - ((weekday(today) + 6) % 7));
    return addDays(monday, (wanted + 6) % 7);
  }
  const ahead = (wanted - weekday(today) + 7) % 7;
  return addDays(today, ahead === 0 && which.toLowerCase() !== 'this' ? 7 : ahead);
}

const BLEED =
  /\b(swollen|swell(?:s|ing|ed)?|puffy|bleed(?:s|ing)?|bled|blood|nose ?bleeds?|bruis(?:e|es|ed|ing)|lump|haematoma|hematoma|limp(?:s|ing|ed)?|stiff(?:ness)?|sore|pain(?:s|ful)?|hurts?|hurting|aches?|aching|headaches?|fell|fallen|falls?|tripped|knock(?:ed|s)?|bump(?:ed|s)?|bang(?:ed|s)?|hit (?:his|her|their|my|the) \w+|head injury|(?:can(?:no|')?t|cannot|won'?t|unable to|will not) (?:\w+ )?(?:walk|bend|straighten|move|weight ?bear)|black stools?|vomit(?:s|ed|ing)?|drowsy)\b/gi;
/** What the unit is called, or what it is asked for, is no bleed. */
const NOT_A_BLEED =
  /\bbleed(?:s|ing)? (?:disorders?|clinic|unit|team|nurses?|diary|diaries|plan|record|rate|service)\b|\bblood (?:tests?|results?|forms?|samples?|group|taken|clinic)\b|\bpain ?relief\b|\b(?:in the|this|last) fall\b/gi;

/** Sentences of a text that have words of a bleed in them, as they stand. Whether it is one a person says. */
export function wordsOfABleed(text: string): string[] {
  const blanked = text.replaceAll(NOT_A_BLEED, (words) => '\u0000'.repeat(words.length));
  const found = new Set<string>();
  for (const match of blanked.matchAll(BLEED)) found.add(sentenceAt(text, match.index));
  return [...found];
}

function sentenceAt(text: string, index: number): string {
  const from = Math.max(...['.', '!', '?', '\n'].map((mark) => text.lastIndexOf(mark, index - 1))) + 1;
  const rest = text.slice(index).search(/[.!?\n]/);
  const until = rest === -1 ? text.length : index + rest;
  return text.slice(from, until).trim();
}
