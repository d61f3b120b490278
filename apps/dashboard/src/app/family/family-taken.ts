import type { Family } from '@shared-care/contracts/family/answers';

/** What was saved around a child, in words, and how it is taken back. */
export interface FamilyTaken {
  answer: Family;
  words: string;
  undo: (() => Promise<Family>) | null;
}
