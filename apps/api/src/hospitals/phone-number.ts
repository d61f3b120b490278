import { parsePhoneNumberFromString } from 'libphonenumber-js';

/** Digits of a UK number after the 0; the few that are shorter are known to the library. */
const UK_DIGITS = 10;

export interface PhoneNumber {
  /** National form, for example `01632 960123`. */
  phone: string;
  extension: string | null;
}

/**
 * A UK number as people write it, `+44 1632 960123 ext 204` included, or null when it cannot be one. The ranges kept for
 * fiction belong to nobody, so being in use is not asked of a number, only its length.
 */
export function readPhoneNumber(typed: string): PhoneNumber | null {
  const number = parsePhoneNumberFromString(typed, 'GB');
  if (number?.countryCallingCode !== '44') return null;
  if (!number.isValid() && !(number.isPossible() && number.nationalNumber.length === UK_DIGITS)) return null;
  const extension = number.ext ?? null;
  number.ext = undefined;
  return { phone: number.formatNational(), extension };
}

/** What two ways of writing one number have in common: its digits, +44 read as 0. */
export function phoneDigits(written: string): string {
  return written.replace(/\D/g, '').replace(/^(00)?44(?=\d{9,})/, '0');
}
