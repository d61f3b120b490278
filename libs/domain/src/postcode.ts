/** Outward and inward code, also the old one of Girobank and those of forces posts. */
const POSTCODE = /^(?:GIR0AA|[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2})$/;

/** A postcode as it is written, `OX3 9DU`, however it was typed; null when it cannot be one. */
export function readPostcode(typed: string): string | null {
  const joined = typed.replaceAll(/\s/g, '').toUpperCase();
  return POSTCODE.test(joined) ? `${joined.slice(0, -3)} ${joined.slice(-3)}` : null;
}
