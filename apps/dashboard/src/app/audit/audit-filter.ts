import { addDays, londonInstant } from '@shared-care/domain/london-time';

/** Days `yyyy-mm-dd` in London, both included, as the instants to ask with; a filter not set is left out. */
export function asked(
  since: string | undefined,
  until: string | undefined,
  others: Record<string, string | undefined>,
): Record<string, string> {
  const all = {
    ...others,
    since: since ? londonInstant(since, '00:00').toISOString() : undefined,
    until: until ? londonInstant(addDays(until, 1), '00:00').toISOString() : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]));
}
