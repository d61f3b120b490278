import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { InvalidInput } from '../platform/problems';

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

/**
 * A number of a family as it is kept and shown: in national form, and one abroad with its country code.
 *
 * @throws InvalidInput naming the field, when it cannot be a telephone number
 */
export function phoneToKeep(field: string, typed: string): string | null {
  if (typed.trim() === '') return null;
  const written = asDialled(typed);
  if (written === null)
    throw new InvalidInput([
      { field, message: 'Enter a telephone number such as 01632 960123, or one abroad with + and its country code.' },
    ]);
  return written;
}

/** A number that was kept before numbers were read, as it is written today; words around it stay as they are. */
export function asWritten(kept: string): string {
  return asDialled(kept) ?? kept;
}

/** Whether it can be a telephone number at all. */
export function isPhone(typed: string): boolean {
  return asDialled(typed) !== null;
}

function asDialled(typed: string): string | null {
  const national = readPhoneNumber(typed);
  if (national) return national.extension === null ? national.phone : `${national.phone} ext. ${national.extension}`;
  const abroad = parsePhoneNumberFromString(typed, 'GB');
  return abroad?.isValid() && abroad.countryCallingCode !== '44' ? abroad.formatInternational() : null;
}
