import { markUnseen } from './unseen-letters';

/**
 * A name as banner and lists show it: `SMITH, Ava (Miss)`, without brackets when there is no title (ux §3). Only the
 * family name is upper case. Scripts without capitals stay as they are, and a missing half leaves no stray comma. A letter
 * that cannot be seen is marked, so that two children whose names differ by it are told apart.
 */
export function formalName(name: { familyName: string; givenName: string; title: string | null }): string {
  const family = upperCase(tidy(name.familyName));
  const given = tidy(name.givenName);
  const title = tidy(name.title ?? '');
  const both = [family, given].filter((part) => part !== '').join(', ');
  return [both, title === '' ? '' : `(${title})`].filter((part) => part !== '').join(' ');
}

/** British rules wherever the program runs, so that a Turkish browser does not put a dot on every I. */
function upperCase(text: string): string {
  // Plain upper-casing would write SS, and Groß could not be told from Gross.
  return text.replaceAll('ß', 'ẞ').toLocaleUpperCase('en-GB');
}

function tidy(text: string): string {
  return markUnseen(text.trim().replace(/\s+/gu, ' '));
}
