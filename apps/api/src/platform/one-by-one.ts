import { InvalidInput, ProblemError } from './problems';

export interface Chosen {
  id: string;
  version: number;
}

/** What became of each; one that could not be done does not stop the others. */
export interface OneByOne {
  done: Chosen[];
  refused: { id: string; because: string }[];
}

/**
 * The same for several rows; each is done or refused by itself, and what was refused says why. Input that is wrong for
 * all of them is no refusal: it stops the whole.
 */
export async function oneByOne(
  chosen: readonly Chosen[],
  act: (id: string, version: number) => Promise<number>,
): Promise<OneByOne> {
  const answer: OneByOne = { done: [], refused: [] };
  // Always in the same order, so that two people who choose the same rows never wait for each other in a ring.
  for (const { id, version } of [...chosen].sort((one, other) => one.id.localeCompare(other.id))) {
    try {
      answer.done.push({ id, version: await act(id, version) });
    } catch (error) {
      if (!(error instanceof ProblemError) || error instanceof InvalidInput) throw error;
      answer.refused.push({ id, because: error.message });
    }
  }
  return answer;
}
