/** NHS number rules: NHS Data Dictionary, NHS NUMBER; issued ranges as far as published sources agree. */

export type NhsNumberCheck = { ok: true; number: string; warning: string | null } | { ok: false; because: string };

/** A space or a no-break space (our own printed form has those), or a hyphen as typed or as pasted; one kind throughout. */
const WRITTEN =
  /^(?:(\d{10})|(\d{3})([ \u00a0\u202f])(\d{3})[ \u00a0\u202f](\d{4})|(\d{3})[-\u2010\u2011](\d{3})[-\u2010\u2011](\d{4}))$/;

/**
 * Reads an NHS number as people write it: ten digits, or 3-3-4 with all single spaces or all hyphens, blanks around it
 * ignored. A wrong number must not find another child's record, so nothing is guessed (H5). A number outside the ranges
 * known to be issued in England, Wales and the Isle of Man passes with a warning, because sources disagree on ranges.
 */
export function checkNhsNumber(text: string): NhsNumberCheck {
  const digits = WRITTEN.exec(text.trim())
    ?.slice(1)
    .filter((group) => group !== undefined && /^\d+$/.test(group))
    .join('');
  if (digits === undefined) {
    const because =
      text.replace(/\D/g, '').length === 10
        ? 'Write the NHS number as 10 digits, or as 3, 3 and 4 digits.'
        : 'NHS number must have 10 digits.';
    return { ok: false, because };
  }
  if (!nhsNumberIsValid(digits)) {
    return { ok: false, because: 'This is not a valid NHS number. Check it against the letter.' };
  }
  return { ok: true, number: digits, warning: rangeWarning(digits) };
}

/**
 * Ten digits with a right check digit: weights 10 to 2 over the first nine, modulus 11. Every string of one repeated
 * digit passes that sum, yet is only ever a placeholder, so it is refused (H5).
 */
export function nhsNumberIsValid(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < 9; place++) sum += Number(digits[place]) * (10 - place);
  // 11 stands for 0; 10 can match no digit, so such numbers are never issued.
  return (11 - (sum % 11)) % 11 === Number(digits[9]);
}

/** 999 000 0000 to 999 999 9999 is never issued: demonstration only, to be refused in production. */
export function isDemoNhsNumber(digits: string): boolean {
  return /^999\d{7}$/.test(digits);
}

/** 3-3-4 with no-break spaces, so that a line break never splits it. Anything but ten digits comes back unchanged. */
export function formatNhsNumber(digits: string): string {
  return digits.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1\u00a0$2\u00a0$3');
}

function rangeWarning(digits: string): string | null {
  const number = Number(digits);
  const within = (from: number, to: number) => number >= from && number <= to;
  if (within(4_000_000_000, 4_999_999_999) || within(6_000_000_000, 7_999_999_999)) return null;
  if (isDemoNhsNumber(digits)) return 'NHS numbers that start with 999 are for demonstration only.';
  if (within(100_000_000, 3_112_999_999))
    return 'This looks like a CHI number of Scotland. Check it against the letter.';
  if (within(3_200_000_000, 3_999_999_999)) {
    return 'This looks like a Health and Care number of Northern Ireland. Check it against the letter.';
  }
  return 'No NHS numbers are known to be issued in this range. Check it against the letter.';
}
