import type { CurrentUser } from '@shared-care/contracts/session';

/**
 * What the best-known passwords are made of. Those of 12 characters or more are nearly all one or two of these words
 * with digits and signs around them, so the words are listed and not each way of dressing them up.
 */
const WORDS = new Set(
  `password passwort passw0rd p4ssword pass word letmein welcome login admin administrator root user guest test testing
  changeme secret default master access hello qwerty qwertyuiop asdfghjkl zxcvbnm qazwsx qwertz azerty asdf zxcv
  iloveyou loveyou lovely love forever angel princess sunshine flower butterfly summer winter spring autumn monday
  tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
  november december football liverpool arsenal chelsea manchester united everton rangers celtic tottenham baseball
  basketball hockey cricket dragon monkey tiger lion panda shadow superman batman spiderman pokemon pikachu starwars
  matrix naruto minecraft fortnite ninja killer hunter ranger soccer mustang ferrari porsche jordan michael michelle
  jessica ashley daniel charlie thomas george harry jack william robert andrew matthew joshua anthony jennifer amanda
  nicole hannah samantha elizabeth victoria computer internet windows microsoft google samsung iphone android facebook
  instagram chocolate cookie banana orange pepper cheese coffee whatever nothing trustno trustnoone freedom blessed
  jesus christ heaven london england britain scotland wales ireland oxford reading berkshire nurse doctor hospital
  ward nhs haemophilia hemophilia haemostasis factor clinic patient children shared care sharedcare riverside phu demo
  correct horse battery staple abcdef abcdefg abcdefgh one two three`
    .split(/\s+/)
    .filter(Boolean),
);
const RUNS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjkl',
];

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
  const letters = plain
    .replaceAll(/^\P{L}+|\P{L}+$/gu, '')
    .replaceAll('@', 'a')
    .replaceAll('0', 'o')
    .replaceAll('3', 'e')
    .replaceAll('$', 's')
    .replaceAll(/\P{L}/gu, '');
  const bare = plain.replaceAll(/\P{L}/gu, '');
  if (madeOfWords(bare, 2) || madeOfWords(letters, 2) || plain.replaceAll(/\s/g, '') === 'correcthorsebatterystaple')
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
