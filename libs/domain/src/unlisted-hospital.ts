/** Why a hospital is not in the directory. */
export const UNLISTED_HOSPITAL_KINDS = {
  abroad: 'Abroad',
  other_nation: 'Scotland, Wales or Northern Ireland',
  private: 'Private',
  other: 'Not known, or another reason',
} as const;
export type UnlistedHospitalKind = keyof typeof UNLISTED_HOSPITAL_KINDS;

/** A hospital that is not in the directory, as it stands where others have their name. */
export function unlistedInWords({ name, place }: { name: string; place: string | null }): string {
  return `${[name, place].filter((part) => part !== null && part !== '').join(', ')} (not listed)`;
}
