import { ageInWords } from './age';
import { addMonths } from './calendar-date';
import { shortDate } from './london-time';
import type { Sex } from './patient-facts';
import { foldName } from './patient-search';

/** Facts by which what was said on the telephone may not fit the record a child is matched to (H5). */
export const MATCH_DOUBTS = {
  name: 'Name',
  sex: 'Sex',
  age: 'Age',
  hospital: 'Hospital',
} as const;
export type MatchDoubt = keyof typeof MATCH_DOUBTS;

export interface Doubt {
  fact: MatchDoubt;
  words: string;
}

const WORDS_OF_SEX: Readonly<Record<'female' | 'male', readonly string[]>> = {
  female: ['girl', 'daughter', 'sister', 'she', 'her', 'female', 'miss'],
  male: ['boy', 'son', 'brother', 'he', 'his', 'him', 'male', 'master'],
};
/** Words that describe a child and name none. */
const NO_NAMES = new Set([
  ...WORDS_OF_SEX.female,
  ...WORDS_OF_SEX.male,
  ...'a an the of about aged age approx around perhaps maybe possibly probably child children kid baby infant toddler'.split(
    ' ',
  ),
  ...'teenager teen year years yr yrs old month months week weeks day days not known unknown name surname first called'.split(
    ' ',
  ),
  ...'with and or who is has from in at on brought by mother father mum dad carer grandmother grandfather'.split(' '),
]);
/** "About 9" may be 7 or 11. */
const YEARS_OFF = 2;
const MONTHS_OFF = 6;

/**
 * What of a child logged without a match does not fit this record: said loudly before the two are put together, and
 * settled one by one by a person who is sure all the same. Only what was said counts: an age not given is no doubt.
 */
export function matchDoubts(
  said: { name: string; birthDate: string | null; hospital: { id: string | null; name: string } },
  child: {
    familyName: string;
    givenName: string;
    preferredName: string | null;
    birthDate: string;
    sex: Sex;
    /** Of running links. Null where they are not known: then nothing is held against the hospital. */
    hospitalIds: readonly string[] | null;
  },
  today: string,
): Doubt[] {
  const doubts: Doubt[] = [];
  const folded = foldName(said.name);
  if (isAnotherName(folded, child))
    doubts.push({ fact: 'name', words: `“${said.name}” was said. No word of it is in the name on this record.` });
  const sex = sexSaid(folded);
  if (sex !== null && (child.sex === 'female' || child.sex === 'male') && child.sex !== sex)
    doubts.push({
      fact: 'sex',
      words: `“${said.name}” was said. This record is of a ${child.sex === 'male' ? 'boy' : 'girl'}.`,
    });
  const age = ageDoubt(said.birthDate, folded, child.birthDate, today);
  if (age !== null) doubts.push({ fact: 'age', words: age });
  if (child.hospitalIds !== null && (said.hospital.id === null || !child.hospitalIds.includes(said.hospital.id)))
    doubts.push({ fact: 'hospital', words: `${said.hospital.name} is not in the shared care of this child.` });
  return doubts;
}

function isAnotherName(
  folded: string,
  child: { familyName: string; givenName: string; preferredName: string | null },
): boolean {
  const names = folded.split(' ').filter((word) => word.length > 1 && !/\d/.test(word) && !NO_NAMES.has(word));
  const own = foldName(`${child.familyName} ${child.givenName} ${child.preferredName ?? ''}`).split(' ');
  return names.length > 0 && !names.some((word) => own.some((name) => name.startsWith(word) || word.startsWith(name)));
}

function sexSaid(folded: string): 'female' | 'male' | null {
  const words = folded.split(' ');
  const [female, male] = (['female', 'male'] as const).map((sex) =>
    words.some((word) => WORDS_OF_SEX[sex].includes(word)),
  );
  return female === male ? null : female ? 'female' : 'male';
}

function ageDoubt(saidBirthDate: string | null, folded: string, birthDate: string, today: string): string | null {
  const record = `This record is of a child of ${ageInWords(birthDate, today)}, born ${shortDate(birthDate)}.`;
  if (saidBirthDate !== null)
    return saidBirthDate === birthDate ? null : `Born ${shortDate(saidBirthDate)} was said. ${record}`;
  const [, months] = /\b(\d{1,2}) ?(?:m|mth|mths|mo|months?)\b/.exec(folded) ?? [];
  if (months !== undefined)
    return isBetween(birthDate, Number(months) - MONTHS_OFF, Number(months) + MONTHS_OFF + 1, today)
      ? null
      : `${months} months was said. ${record}`;
  const [, before, after] =
    /\b(?:(?:about|aged?|approx|around) (?:of )?(\d{1,2})|(\d{1,2}) ?(?:y|yrs?|years?)(?: old)?)\b/.exec(folded) ?? [];
  const years = before ?? after;
  if (years === undefined) return null;
  return isBetween(birthDate, (Number(years) - YEARS_OFF) * 12, (Number(years) + YEARS_OFF + 1) * 12, today)
    ? null
    : `${years} years was said. ${record}`;
}

/** Whether a child is at least `from` and less than `to` months old today. */
function isBetween(birthDate: string, from: number, to: number, today: string): boolean {
  return addMonths(birthDate, Math.max(0, from)) <= today && today < addMonths(birthDate, to);
}
