/**
 * Codes on letters and cards. Nineteen characters, none of which is taken for another (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V
 * together) and no vowel, so that no code is a word. Nineteen is prime: the last character catches every single slip and
 * every two neighbours swapped, so that a slip of the finger is told apart from a code that is not ours.
 */
const ALPHABET = 'CDFHJKMNPRTVWXY3479';
const LENGTH = 10;

/** A fresh code. `random` gives whole numbers from 0 below its argument, unguessable ones. */
export function newLetterCode(random: (below: number) => number): string {
  const signs = Array.from({ length: LENGTH - 1 }, () => ALPHABET[random(ALPHABET.length)]!).join('');
  return signs + checkSign(signs);
}

/** The code as kept, from however it was typed or scanned; null when it cannot be one of ours. */
export function readLetterCode(typed: string): string | null {
  const signs = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const known = [...signs].every((sign) => ALPHABET.includes(sign));
  return known && signs.length === LENGTH && checkSign(signs.slice(0, -1)) === signs.at(-1) ? signs : null;
}

/** `K7H-4MX-RTCC`, in groups that can be read out on the telephone. */
export function writeLetterCode(code: string): string {
  return `${code.slice(0, 3)}-${code.slice(3, 6)}-${code.slice(6)}`;
}

function checkSign(signs: string): string {
  const sum = [...signs].reduce((total, sign, place) => total + (place + 1) * ALPHABET.indexOf(sign), 0);
  return ALPHABET[sum % ALPHABET.length]!;
}
