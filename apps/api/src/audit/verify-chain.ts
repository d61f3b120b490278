import { createHash } from 'node:crypto';
import { CANONICAL_LINK } from '@shared-care/database/audit-chain';
import type { EntityManager } from 'typeorm';
import type { AuditHead } from './audit-sealer.worker';

/** A row cannot have happened this long before what was sealed ahead of it: longer than any transaction lives. */
const LONGEST_TRANSACTION = '1 hour';
const BATCH = 2000;
const MOST_FAULTS = 1000;
/** Below every number a link could be given, so that none is passed over. */
const LOWEST = -(2n ** 63n);

export interface ChainReport {
  sealed: number;
  waiting: number;
  /** Each with the place in the chain, never with what the row says. */
  faults: string[];
  head: AuditHead | null;
}

interface Link {
  seq: string;
  entryId: string;
  hash: Buffer;
  link: string | null;
  sameTransaction: boolean | null;
  tooEarly: boolean | null;
}

/**
 * Walks the whole chain and works out every hash here, trusting no function of the database. Finds a row that was
 * edited, removed, swapped or slipped in, a link likewise, and, given a head noted elsewhere, an end that was cut off or
 * a chain that was written anew.
 */
export async function verifyChain(tx: EntityManager, noted: AuditHead | null = null): Promise<ChainReport> {
  const faults: string[] = [];
  const fault = (what: string): void => void (faults.length < MOST_FAULTS && faults.push(what));
  let before: Buffer = Buffer.alloc(0);
  let last = 0n;
  let cursor = LOWEST;
  let sealed = 0;
  let notedFound = false;
  for (;;) {
    const links = await nextLinks(tx, cursor);
    for (const link of links) {
      const seq = BigInt(link.seq);
      if (seq !== last + 1n) fault(`link ${seq}: it does not follow link ${last}`);
      last = cursor = seq;
      sealed++;
      if (link.link === null) fault(`link ${seq}: its row ${link.entryId} is missing`);
      else if (!createHash('sha256').update(before).update(link.link, 'utf8').digest().equals(link.hash))
        fault(`link ${seq}: row ${link.entryId} is not as it was sealed`);
      else if (!link.sameTransaction) fault(`link ${seq}: it names another transaction than its row`);
      else if (link.tooEarly) fault(`link ${seq}: row ${link.entryId} is dated long before the link ahead of it`);
      if (noted?.seq === link.seq) {
        notedFound = true;
        if (link.hash.toString('hex') !== noted.hash.toLowerCase())
          fault(`link ${seq}: the chain is not the one whose head was noted`);
      }
      before = link.hash;
    }
    if (links.length < BATCH) break;
  }
  if (noted && !notedFound) fault(`link ${noted.seq}: it was noted as the head and is not there; the end was cut off`);
  const { waiting, slippedIn } = await unsealed(tx);
  slippedIn.forEach((id) => fault(`row ${id} was put in after its time`));
  return {
    sealed,
    waiting,
    faults,
    head: sealed > 0 ? { seq: String(last), hash: before.toString('hex') } : null,
  };
}

function nextLinks(tx: EntityManager, after: bigint): Promise<Link[]> {
  return tx.query<Link[]>(
    `SELECT c.seq::text, c.entry_id::text AS "entryId", c.hash,
            CASE WHEN e.id IS NOT NULL THEN ${CANONICAL_LINK} END AS link, e.xid = c.entry_xid AS "sameTransaction",
            e.at < (SELECT b.sealed_at FROM audit_chain b WHERE b.seq < c.seq ORDER BY b.seq DESC LIMIT 1)
                   - interval '${LONGEST_TRANSACTION}' AS "tooEarly"
     FROM audit_chain c LEFT JOIN audit_entries e ON e.id = c.entry_id
     WHERE c.seq > $1 ORDER BY c.seq LIMIT ${BATCH}`,
    [String(after)],
  );
}

/**
 * Rows not in the chain wait for the sealer, unless their transaction is older than the last one sealed: those had all
 * been taken. On a copy of the database elsewhere transactions are counted afresh, so nothing can be said before the
 * sealer has run there.
 */
async function unsealed(tx: EntityManager): Promise<{ waiting: number; slippedIn: string[] }> {
  const [found] = await tx.query<[{ waiting: number; slippedIn: string[] | null }]>(
    `WITH head AS (SELECT entry_xid, sealed_at FROM audit_chain ORDER BY seq DESC LIMIT 1),
          here AS (SELECT pg_snapshot_xmax(pg_current_snapshot()) AS next_xid),
          loose AS (
            SELECT e.id, head.entry_xid < here.next_xid AND
                     (e.xid <= head.entry_xid OR e.xid >= here.next_xid
                      OR e.at < head.sealed_at - interval '${LONGEST_TRANSACTION}') AS slipped_in
            FROM audit_entries e CROSS JOIN here LEFT JOIN head ON true
            WHERE NOT EXISTS (SELECT FROM audit_chain c WHERE c.entry_id = e.id))
     SELECT count(*) FILTER (WHERE slipped_in IS NOT TRUE)::int AS waiting,
            array_agg(id::text ORDER BY id) FILTER (WHERE slipped_in) AS "slippedIn"
     FROM loose`,
  );
  return { waiting: found.waiting, slippedIn: found.slippedIn ?? [] };
}
