/** A share in whole per cent, rounded down and never above all; null of nothing. */
export function shareOf(part: number, whole: number): number | null {
  return whole <= 0 ? null : Math.floor((Math.min(Math.max(part, 0), whole) * 100) / whole);
}
