/** What people type for a time, as `HH:mm`: 1405, 14.05, 9:30, 930. Null when it is no time of day. */
export function timeOfDay(typed: string): string | null {
  const parts = /^\s*(\d{1,2})\s*[:.]?\s*(\d{2})\s*$/.exec(typed);
  const [hours, minutes] = [Number(parts?.[1]), Number(parts?.[2])];
  if (parts === null || hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}
