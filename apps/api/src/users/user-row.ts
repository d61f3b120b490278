import type { ChangedMeanwhile } from '@shared-care/contracts/users/answers';
import type { Role } from '@shared-care/domain/roles';
import { Conflict, NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';

export interface UserRow {
  id: string;
  version: number;
  displayName: string;
  email: string;
  role: Role;
  hospitalId: string | null;
  disabledAt: Date | null;
}

/** The account as it is now. */
export async function userRow(tx: Tx, userId: string): Promise<UserRow> {
  const [found] = await rows<UserRow>(
    tx,
    `SELECT id, version, display_name AS "displayName", email, role, hospital_id AS "hospitalId", disabled_at AS "disabledAt"
     FROM users WHERE id = $1`,
    [userId],
  );
  if (!found) throw new NotFound();
  return found;
}

/** @throws Conflict with the version of now; the page shows the account as it has become */
export function refuseStale(row: { version: number }, seen: number): void {
  if (row.version === seen) return;
  const current: ChangedMeanwhile = { version: row.version };
  throw new Conflict('Another admin changed this meanwhile. Look at it again, then decide.', current);
}
