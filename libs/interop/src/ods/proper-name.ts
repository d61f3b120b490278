/**
 * What staff read instead of the upper case of ODS: "ST MARY'S HOSPITAL (ACUTE)" → "St Mary's Hospital (Acute)".
 * A name that already has small letters is left as its owner wrote it.
 */
export function properName(published: string): string {
  if (/\p{Ll}/u.test(published)) return published;
  return published.replace(word, (found: string, offset: number) => {
    const before = published.slice(0, offset);
    const glued = /-$/.test(before) && /^-[\p{L}\p{N}]/u.test(published.slice(offset + found.length));
    const inside = /[\p{L}\p{N},&.)] +$/u.test(before) || glued;
    return properWord(found, inside);
  });
}

const word = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}\p{N}]+)*/gu;

const smallWords = new Set('AND OF THE AT FOR IN ON BY TO WITH UPON UNDER SUPER LE CUM NEXT'.split(' '));

/** Abbreviations that have a vowel, so that their letters alone do not give them away. */
const keptUpper = new Set('UK ENT ICU NICU PICU HDU MIU UTC CAMHS ICB CIC BMI HCA RAF II III IV VI'.split(' '));

/** Shortened words that have no vowel but are no abbreviations to be spelt out. */
const shortened = new Set('ST STS DR MR MRS LTD RD CTR BLDG NTH STH PK SQ CWM'.split(' '));

function properWord(found: string, inside: boolean): string {
  if (smallWords.has(found)) return inside ? found.toLowerCase() : capital(found);
  if (/^\d+(?:ST|ND|RD|TH)$/.test(found)) return found.toLowerCase();
  // Codes and room numbers (RXQ02, 4B) mean nothing in small letters.
  if (/\p{N}/u.test(found) || keptUpper.has(found)) return found;
  const [head = '', ...tail] = found.split(/(?=['’])/u);
  if (tail.length === 0 && !/[AEIOUYÀ-ÖØ-Ý]/u.test(found) && !shortened.has(found)) return found;
  // O'NEILL and D'ARCY, but MARY'S: only a single letter in front makes the next one a capital.
  const prefixed = head.length === 1;
  return (
    properStem(head) +
    tail
      .map((part) => (prefixed && part.length > 2 ? part.charAt(0) + properStem(part.slice(1)) : part.toLowerCase()))
      .join('')
  );
}

function properStem(stem: string): string {
  return /^MC\p{Lu}{3,}$/u.test(stem) ? `Mc${capital(stem.slice(2))}` : capital(stem);
}

function capital(text: string): string {
  return text.charAt(0) + text.slice(1).toLowerCase();
}
