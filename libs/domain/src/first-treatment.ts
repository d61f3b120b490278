/** Why there is no time of a first treatment: not given is an incident, not known is a gap in what was written down. */
export const UNTREATED = { not_given: 'Not given', not_known: 'Not known' } as const;
export type Untreated = keyof typeof UNTREATED;

/** The answer as it is kept: its word first, then what was said. */
export function untreatedWords(answer: Untreated, why: string | null): string {
  return why === null ? UNTREATED[answer] : `${UNTREATED[answer]}: ${why}`;
}

/** Which of the two was answered. Words that begin with neither speak of a treatment that was not given. */
export function untreatedOf(words: string): Untreated {
  return words.startsWith(UNTREATED.not_known) ? 'not_known' : 'not_given';
}
