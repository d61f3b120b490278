import type { ListedContact, ListedContactChange } from './contacts';
import type { ClosureReview } from './hospitals';
import type { RotaProblem } from './rota';

export interface ImportRun {
  id: string;
  file: string;
  finishedAt: string;
  counts: Record<string, number>;
  /** The first lines that were not "unchanged". */
  lines: { line: number; outcome: string; odsCode: string | null; what: string }[];
}

/** Everything that waits for an admin. Counts of children, never which. */
export interface AdminHome {
  contacts: { contact: ListedContact; hospital: { id: string; name: string } }[];
  contactsInUse: number;
  /** Of all in use: checked within 180 days and not stale (H6: at least 95 %). */
  contactsVerified: number;
  changes: { change: ListedContactChange; hospital: { id: string; name: string } }[];
  closures: ClosureReview[];
  /** Hours nobody is on the rota for, and the end of the stored bank holidays. */
  rota: RotaProblem[];
  childrenWithoutLink: number;
  childrenWithoutConsultant: number;
  hospitalsWithoutConsultant: { id: string; name: string }[];
  /** People who wait for an admin to be let in again, and settings that wait for a second person. */
  recoveriesWaiting: number;
  settingsWaiting: number;
  imports: ImportRun[];
  now: string;
}
