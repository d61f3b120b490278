import type { EntityManager } from 'typeorm';

/** What a first start may know of the unit already. Admins say and change the rest on screen. */
export interface UnitToBegin {
  /** Of the unit's own hospital. */
  hospitalId?: string | null;
  name?: string | null;
  sender?: { name: string; address: string } | null;
  /** Lines as on an envelope, one beneath the other. */
  address?: { lines: string; postcode: string } | null;
}

/** What mail is called until an admin says otherwise. */
export const FIRST_SENDER_NAME = 'Shared Care';

/** Fills what the unit does not know of itself yet. What is known stays as it is, at every later start. */
export async function beginUnit(tx: EntityManager, { hospitalId, name, sender, address }: UnitToBegin): Promise<void> {
  const facts = { hospital: hospitalId && { hospitalId }, name: name && { name }, sender, address };
  for (const [fact, becomes] of Object.entries(facts))
    if (becomes) await tx.query('SELECT sec.begin_unit_fact($1, $2)', [fact, becomes]);
}
