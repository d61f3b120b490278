import { dictionary } from '@zxcvbn-ts/language-common';
import type { CurrentUser } from '@shared-care/contracts/session/answers';

/** Passwords that leaked most often, the most common first: nearly fifty thousand. */
const COMMON: readonly string[] = dictionary['passwords-common'] as string[];
const LEAKED = new Set(COMMON);
/** What nearly all of the long ones are made of: one or two of these with digits and signs around them. */
const WORDS = new Set([
  ...COMMON.slice(0, 10_000).filter((word) => /^\p{L}{3,}$/u.test(word)),
  ...`monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
  october november december london england britain scotland wales ireland oxford reading berkshire nurse doctor hospital
  ward nhs haemophilia hemophilia haemostasis factor clinic patient children shared care sharedcare riverside phu demo
  pass word starwars one two three`.split(/\s+/),
]);
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjkl',
];

const STANDS_FOR: Readonly<Record<string, string>> = { '@': 'a', 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', $: 's' };

/** Why somebody who tries the usual things would find it; null when they would not. */
export function whyGuessable(
  password: string,
  { displayName, email }: Pick<CurrentUser, 'displayName' | 'email'>,
): string | null {
  const plain = password.toLowerCase().normalize('NFKC');
  const own = [...displayName.toLowerCase().split(/\W+/), ...(email.split('@')[0] ?? '').split(/[\W_]+/)];
  if (own.some((part) => part.length > 3 && plain.includes(part)))
    return 'Leave your name and your email address out of it.';
  if (/^(.{1,4})\1+.{0,3}$/su.test(plain)) return 'Do not repeat the same few characters.';
  if (RUNS.some((run) => covers(run, plain) || covers([...run].reverse().join(''), plain)))
    return 'Do not use keys or characters in a row.';
  // Digits and signs around it change little, nor do those that stand for letters.
  const core = plain.replaceAll(/^\P{L}+|\P{L}+$/gu, '');
  const letters = core.replaceAll(/[@01345$]/g, (sign) => STANDS_FOR[sign]!).replaceAll(/\P{L}/gu, '');
  const bare = plain.replaceAll(/\P{L}/gu, '');
  if (
    [plain, plain.replaceAll(/\s/g, ''), core, letters].some((way) => LEAKED.has(way)) ||
    madeOfWords(bare, 2) ||
    madeOfWords(letters, 2) ||
    bare === 'correcthorsebatterystaple'
  )
    return 'This is one of the first that somebody would try. Use three or more words that do not belong together.';
  return null;
}

/** Nearly all of it is one run along a row of keys, whatever follows. */
function covers(run: string, typed: string): boolean {
  return run.includes(typed.slice(0, Math.max(8, typed.length - 3)));
}

function madeOfWords(letters: string, most: number): boolean {
  if (letters === '') return true;
  if (most === 0) return false;
  for (let length = 1; length <= letters.length; length++)
    if (WORDS.has(letters.slice(0, length)) && madeOfWords(letters.slice(length), most - 1)) return true;
  return false;
}
