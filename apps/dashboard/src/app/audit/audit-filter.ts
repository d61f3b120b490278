import { inject } from '@angular/core';
import { Router } from '@angular/router';
import { addDays, londonInstant } from '@shared-care/domain/london-time';
import { dateOfDay } from '@shared-care/ui/british-dates/day';

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

/** Puts a filter into the address, which shows the newest page again. */
export function addressFilter(): (name: string, value: string) => void {
  const router = inject(Router);
  return (name, value) => {
    void router.navigate([], {
      queryParams: { [name]: value || null, page: null },
      queryParamsHandling: 'merge',
      replaceUrl: true,
    });
  };
}

/** The same for a day: one that is half typed changes nothing. */
export function addressDay(): (name: string, day: string) => void {
  const filter = addressFilter();
  return (name, day) => {
    if (day === '' || dateOfDay(day) !== null) filter(name, day);
  };
}
