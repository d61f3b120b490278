/**
 * A calendar day between the product (`yyyy-mm-dd`) and a date picker (a Date at local midnight). Never by
 * `toISOString`: in summer that is the day before.
 */
export function dayOfDate(date: Date | null): string {
  if (date === null || Number.isNaN(date.getTime())) return '';
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `yyyy-mm-dd` as a Date at local midnight; null for an empty or impossible one. */
export function dateOfDay(day: string | null | undefined): Date | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (parts === null) return null;
  const date = new Date(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  // A month or day that does not exist rolls over into the next one.
  return dayOfDate(date) === day ? date : null;
}
