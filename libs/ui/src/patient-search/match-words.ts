/**
 * How many children match, and how many of them are shown: "40 patients match, searched by name. The first 8 are shown:
 * type more to narrow it down."
 */
export function matchWords(total: number, shown: number, understoodAs: string): string {
  const by = understoodAs === '' ? '' : `, searched by ${understoodAs}`;
  if (total === 0) return `No patient matches${by}. Check the spelling, or try the birth date or NHS number.`;
  if (total === 1) return `1 patient matches${by}.`;
  const count = `${new Intl.NumberFormat('en-GB').format(total)} patients match${by}.`;
  return shown < total ? `${count} The first ${shown} are shown: type more to narrow it down.` : count;
}
