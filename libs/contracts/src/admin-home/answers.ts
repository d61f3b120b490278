import * as z from 'zod';
import { ListedContact, ListedContactChange } from '../contacts/answers';
import { ClosureReview } from '../hospitals/answers';
import { RotaProblem } from '../rota/answers';

export const ImportRun = z.strictObject({
  id: z.string(),
  file: z.string(),
  finishedAt: z.string(),
  counts: z.record(z.string(), z.number()),
  /** The first lines that were not "unchanged". */
  lines: z.array(
    z.strictObject({
      line: z.number(),
      outcome: z.string(),
      odsCode: z.string().nullable(),
      what: z.string(),
    }),
  ),
});
export type ImportRun = z.output<typeof ImportRun>;

/** Everything that waits for an admin. Counts of children, never which. */
export const AdminHome = z.strictObject({
  contacts: z.array(
    z.strictObject({
      contact: ListedContact,
      hospital: z.strictObject({
        id: z.string(),
        name: z.string(),
      }),
    }),
  ),
  contactsInUse: z.number(),
  /** Of all in use: checked within 180 days and not stale (H6: at least 95 %). */
  contactsVerified: z.number(),
  changes: z.array(
    z.strictObject({
      change: ListedContactChange,
      hospital: z.strictObject({
        id: z.string(),
        name: z.string(),
      }),
    }),
  ),
  closures: z.array(ClosureReview),
  /** Hours the rota does not cover, and the end of the stored bank holidays. */
  rota: z.array(RotaProblem),
  childrenWithoutLink: z.number(),
  childrenWithoutConsultant: z.number(),
  hospitalsWithoutConsultant: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  /** People who wait for an admin to be let in again, and settings that wait for a second person. */
  recoveriesWaiting: z.number(),
  /** Invitations and identities that wait for a second admin. */
  accessWaiting: z.number(),
  settingsWaiting: z.number(),
  imports: z.array(ImportRun),
  now: z.string(),
});
export type AdminHome = z.output<typeof AdminHome>;
