/**
 * How amounts are written in text that somebody may treat a child by. Abbreviated units and decimals without a leading
 * zero, or with a trailing one, are read wrongly by ten or a hundred times (H12). Nothing here reckons with an amount.
 */

export interface TextFault {
  /** Where it stands in the text. */
  at: number;
  found: string;
  /** What would be written instead. */
  instead: string;
  because: string;
}

interface Rule {
  pattern: RegExp;
  instead: (found: RegExpExecArray) => string;
  because: string;
}

const UNITS =
  'international units|units|micrograms|micrograms/kg|milligrams|grams|kg|mg|g|ml|%|minutes|hours|days|weeks';

/** Tried in this order, so that what one rule writes is what the next one reads. */
const RULES: readonly Rule[] = [
  {
    pattern: /(?<![\p{L}\d])(\d*)([ \u00a0]?)(?:I\.U\.|IU|iu|i\.u\.)(?!\p{L})/gu,
    instead: ([, digits]) => spaced(digits, 'international units'),
    because: 'Write “international units” in full: IU is read as IV or 10.',
  },
  {
    pattern: /(?<![\p{L}\d.])(\d+(?:[.,]\d+)?)([ \u00a0]?)[Uu](?!\p{L})/gu,
    instead: ([, digits]) => spaced(digits, 'units'),
    because: 'Write “units” in full: U is read as a zero.',
  },
  {
    pattern: /(?<![\p{L}\d.])(\d*(?:[.,]\d+)?)([ \u00a0]?)(?:mcg|[µμ]g)(?!\p{L})/giu,
    instead: ([, digits]) => spaced(digits, 'micrograms'),
    because: 'Write “micrograms” in full: it is read as milligrams.',
  },
  {
    pattern: /(?<![\d.])\.(\d+)/g,
    instead: ([, digits]) => `0.${digits}`,
    because: 'Write a zero before the decimal point: .5 is read as 5.',
  },
  {
    // Not in 12.10.2026, which is a date.
    pattern: /(?<![\d.])(\d+)\.(\d*?)0+(?![\d]|\.\d)/g,
    instead: ([, whole, part]) => (part ? `${whole}.${part}` : whole!),
    because: 'Leave out zeros at the end of a decimal: 5.0 is read as 50.',
  },
  {
    pattern: /(?<![\p{L}\d])(\d+(?:[.,]\d+)?)(micrograms|milligrams|grams|units|kg|mg|ml|g)(?!\p{L})/gu,
    instead: ([, digits, unit]) => `${digits} ${unit}`,
    because: 'Leave a space between a number and its unit.',
  },
];

function spaced(digits: string | undefined, unit: string): string {
  return digits ? `${digits} ${unit}` : unit;
}

/** What must be mended before the text can be saved, in the order in which it stands. */
export function textFaults(text: string): TextFault[] {
  return RULES.flatMap(({ pattern, instead, because }) =>
    [...text.matchAll(pattern)].map((match) => ({
      at: match.index,
      found: match[0].trim(),
      instead: instead(match),
      because,
    })),
  ).sort((one, other) => one.at - other.at);
}

/** The text with every fault mended; what is right stays as it was typed. */
export function mendText(text: string): string {
  let mended = text;
  // One mending can bring another to light: .5mcg becomes .5 micrograms, then 0.5 micrograms.
  for (let round = 0; round < 4 && textFaults(mended).length > 0; round++)
    for (const { pattern, instead } of RULES)
      mended = mended.replace(pattern, (...found) => instead(found as unknown as RegExpExecArray));
  return mended;
}

const NUMBER_AND_UNIT = new RegExp(`(\\d)[ \\u00a0](${UNITS})(?!\\p{L})`, 'gu');

/** The same text with spaces that do not break between a number and its unit: they are never read on two lines. */
export function unitsKept(text: string): string {
  return text.replace(
    NUMBER_AND_UNIT,
    (_, digit: string, unit: string) => `${digit}\u00a0${unit.replaceAll(' ', '\u00a0')}`,
  );
}
