import { calendarDate } from './calendar-date';
import { shortDate } from './london-time';
import { nhsNumberIsValid } from './nhs-number';

export interface PatientSearchTerms {
  /** Ten digits that pass the check of an NHS number. */
  nhsNumber: string | null;
  /**
   * A run of three or more digits that is not a whole NHS number: the beginning of one or of a hospital number, or the
   * end of a phone number. Set together with `birthDate` when the run can be read either way (`050419`): then either
   * may match, not both.
   */
  digits: string | null;
  /** A hospital number with letters in it, upper case, as in `R204411`; its digits are in `digits` too. */
  hospitalNumber: string | null;
  /** Calendar date `yyyy-mm-dd`, never after today. */
  birthDate: string | null;
  /** Name words as typed; the reader folds them. */
  words: string[];
  /** For the screen, so that the nurse sees what was searched for: `name and birth date 05-Apr-2019`. */
  understoodAs: string;
}

const MONTH =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const MONTH_STARTS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const DAY_MONTH_YEAR = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th)?[ .,/-]*(${MONTH})[ .,/-]*(\\d{4}|\\d{2})(?!\\d|[/.-]\\d)`,
  'giu',
);
const MONTH_DAY_YEAR = new RegExp(
  `(?<![\\p{L}\\d])(${MONTH})\\.? *(\\d{1,2})(?:st|nd|rd|th)?[ ,]+(\\d{4}|\\d{2})(?!\\d|[ /.-]\\d)`,
  'giu',
);
const WITH_STROKES = /(?<![\p{L}\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{4}|\d{1,2})(?![\p{L}\d]|[/.-]\d)/gu;
/** Digits with single spaces or hyphens between, and nothing else stuck to them. */
const RUN_OF_DIGITS = /(?<![\p{L}\d/.])\d+(?:[ -]\d+)*(?![\p{L}\d]|[/.]\d)/gu;
const COUNTRY_CODE = /(?:\+|(?<!\d)00)44 ?(?:\(0\))? ?(?=\d)/g;
/** What stands before a number in text copied from a letter or a banner. */
const LABELS =
  /(?<!\p{L})(?:(?:nhs|hosp(?:ital)?|phone|tel|dob|born|d\.o\.b\.?)[ .:]*)(?:(?:no|number)[ .:]*)?(?=\d)/giu;

/**
 * Reads one line typed into the patient search. Days come before months, as written in Britain; a two-digit year is the
 * latest that is not in the future of `today` (`yyyy-mm-dd`, London). What looks like a date but is none, or lies in
 * the future, is searched for as nothing and said to be no birth date, so that it is not taken for a match (H5).
 */
export function understandPatientSearch(text: string, today: string): PatientSearchTerms {
  const dates: string[] = [];
  const notDates: string[] = [];
  const takeDate = (written: string, year: string, month: number, day: string): string => {
    const date = pastDate(year, month, Number(day), today);
    if (date === null) notDates.push(written.trim());
    else dates.push(date);
    return ' | ';
  };

  let rest = text
    .normalize('NFC')
    .replace(/[\s\u00a0]+/gu, ' ')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(LABELS, ' | ')
    .replace(COUNTRY_CODE, ' | 0')
    .replace(DAY_MONTH_YEAR, (all, day: string, month: string, year: string) =>
      takeDate(all, year, monthNumber(month), day),
    )
    .replace(MONTH_DAY_YEAR, (all, month: string, day: string, year: string) =>
      takeDate(all, year, monthNumber(month), day),
    )
    .replace(WITH_STROKES, (all: string, first: string, _stroke: string, month: string, last: string) => {
      if (/^(19|20)\d\d$/.test(first)) return takeDate(all, first, Number(month), last);
      if (first.length > 2 || last.length === 1) return all;
      return takeDate(all, last, Number(month), first);
    });

  const numbers: string[] = [];
  rest = rest.replace(RUN_OF_DIGITS, (run: string) => {
    const [day, month, year, ...more] = run.split(/[ -]/);
    const couldBeDate = more.length === 0 && /^\d{1,2}$/.test(month ?? '') && /^(\d{2}|\d{4})$/.test(year ?? '');
    const date = couldBeDate && day!.length <= 2 ? pastDate(year!, Number(month), Number(day), today) : null;
    if (date === null) numbers.push(...numbersIn(run, today));
    else dates.push(date);
    return ' | ';
  });

  const tokens = rest.split(/[\s|,;()"]+/u).filter((token) => token !== '');
  const hospitalNumber =
    tokens.find((token) => /^(?=.*\d{3})[a-z\d]*[a-z][a-z\d]*$/i.test(token))?.toUpperCase() ?? null;
  const nhsNumber = numbers.find(nhsNumberIsValid) ?? null;
  const otherNumbers = [...numbers.filter((number) => number !== nhsNumber), hospitalNumber?.replace(/\D/g, '') ?? ''];
  const digits = longest(otherNumbers.filter((number) => number.length >= 3));
  const readEitherWay = dates.length > 0 ? undefined : numbers.find((number) => compactDate(number, today) !== null);
  const birthDate = dates[0] ?? (readEitherWay === undefined ? null : compactDate(readEitherWay, today));
  const words = tokens
    .filter((token) => /\p{L}/u.test(token) && !/\d/.test(token))
    .map((token) => token.replace(/^[^\p{L}\p{M}]+|[^\p{L}\p{M}]+$/gu, ''));

  const terms = { nhsNumber, digits, hospitalNumber, birthDate, words };
  const remark = notDates[0] === undefined ? '' : ` (${notDates[0]} is not a possible birth date)`;
  return { ...terms, understoodAs: inWords(terms, digits !== null && digits === readEitherWay) + remark };
}

function inWords(terms: Omit<PatientSearchTerms, 'understoodAs'>, eitherWay: boolean): string {
  const { nhsNumber, digits, hospitalNumber, birthDate, words } = terms;
  const parts = [
    words.length > 0 ? 'name' : null,
    nhsNumber === null ? null : 'NHS number',
    birthDate === null ? null : `birth date ${shortDate(birthDate)}`,
    digits === null ? null : numberInWords(digits, hospitalNumber),
  ].filter((part) => part !== null);
  if (parts.length < 2) return parts[0] ?? 'nothing to search for yet';
  return `${parts.slice(0, -1).join(', ')} ${eitherWay ? 'or' : 'and'} ${parts.at(-1)!}`;
}

/** The numbers in a run of digit groups: one number written with spaces, or several beside each other. */
function numbersIn(run: string, today: string): string[] {
  const found: string[] = [];
  const rest = run.replace(/(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)/g, (written) => {
    found.push(written.replace(/\D/g, ''));
    return ' ';
  });
  const groups = rest.split(/[ -]+/).filter((group) => group !== '');
  const whole = groups.join('');
  const isPhone = /^0\d{2,4}$/.test(groups[0] ?? '') && (whole.length === 10 || whole.length === 11);
  const several =
    whole.length > 11 || (whole.length !== 10 && groups.some((group) => compactDate(group, today) !== null));
  return several && !isPhone ? [...found, ...groups] : [...found, whole];
}

/** Letters that no decomposition takes apart. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ĸ: 'k',
};

/**
 * A name reduced to what two spellings of it share: lower case, no accents, one space for every apostrophe, hyphen or
 * other sign. For comparing only, never for showing. Vowel signs of scripts such as Devanagari or Thai stay, as they
 * are letters of the name rather than accents.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{Script=Inherited}/gu, '')
    .replace(/[łøßæœđðþħŧŋıĸ]/g, (letter) => PLAIN_LETTERS[letter]!)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();
}

function monthNumber(name: string): number {
  return MONTH_STARTS.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** The date if it exists and is not after today; a two-digit year is tried in this century, then in the last. */
function pastDate(year: string, month: number, day: number, today: string): string | null {
  const century = Math.floor(Number(today.slice(0, 4)) / 100) * 100;
  const years = year.length === 4 ? [Number(year)] : [century + Number(year), century - 100 + Number(year)];
  for (const candidate of years) {
    const date = candidate < 1900 ? null : calendarDate(candidate, month, day);
    if (date !== null && date <= today) return date;
  }
  return null;
}

/** `050419`, `05042019` or, when that is no date, `20190405`. */
function compactDate(digits: string, today: string): string | null {
  if (!/^(\d{6}|\d{8})$/.test(digits)) return null;
  const dayFirst = pastDate(digits.slice(4), Number(digits.slice(2, 4)), Number(digits.slice(0, 2)), today);
  if (dayFirst !== null || digits.length === 6) return dayFirst;
  return pastDate(digits.slice(0, 4), Number(digits.slice(4, 6)), Number(digits.slice(6)), today);
}

function longest(numbers: readonly string[]): string | null {
  return numbers.reduce<string | null>(
    (best, each) => (best === null || each.length > best.length ? each : best),
    null,
  );
}

function numberInWords(digits: string, hospitalNumber: string | null): string {
  if (hospitalNumber !== null) return `hospital number ${hospitalNumber}`;
  return digits.length === 10 ? `number ${digits}, which is not a valid NHS number` : `number ${digits}`;
}
