/** Why a record may be of the same child, the strongest reason first. */
export const SIMILAR_BECAUSE = {
  nhs_number: 'Same NHS number',
  hospital_number: 'Same hospital number',
  name_and_birth_date: 'Same name and birth date',
  birth_date: 'Same birth date and a similar name',
  name: 'Same name, another birth date',
} as const;
export type SimilarBecause = keyof typeof SIMILAR_BECAUSE;
