import { createHash } from 'node:crypto';
import { CANONICAL_LINK } from '@shared-care/database/audit-chain';
import { createDataSource } from '@shared-care/database/data-source';
import { createTestDatabase, type TestDatabase } from '@shared-care/database/testing/test-database';
import type { DataSource, EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../testing/test-app';
import { auditHead, sealAudit, type AuditHead } from './audit-sealer.worker';
import { verifyChain } from './verify-chain';

const ROWS = 120;
const TAMPERINGS = 1000;
const SEED = 20_261_123;

/** Numbers that look random and are the same in every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe('the audit chain', () => {
  let database: TestDatabase;
  let app: DataSource;
  let head: AuditHead;
  const random = randomFrom(SEED);

  const waiting = async (): Promise<number> => (await verifyChain(database.owner.manager)).waiting;
  const sealEverything = () => until(async () => (await sealAudit(app)) !== null && (await waiting()) === 0);

  async function write(rows: number): Promise<void> {
    for (let i = 0; i < rows; i++)
      await app.query(
        `INSERT INTO audit_entries (actor_role, action, entity, entity_id, patient_id, detail)
         VALUES ('haemostasis_nurse', $1, 'patient', gen_random_uuid(), gen_random_uuid(), $2)`,
        [['read', 'update', 'search'][i % 3], `zażółć ${i} "|" \u{1f9b7}`],
      );
  }

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await createDataSource(database.url, 'app', 4).initialize();
    await write(ROWS);
    await sealEverything();
    head = (await auditHead(app))!;
  });
  afterAll(async () => {
    await app.destroy();
    await database.drop();
  });

  it('is whole as it was written', async () => {
    expect(await verifyChain(database.owner.manager, head)).toEqual({ sealed: ROWS, waiting: 0, faults: [], head });
  });

  /** Runs as a superuser who has switched every trigger off, and takes it all back afterwards. */
  async function faultsAfter(
    tamper: (tx: EntityManager) => Promise<unknown>,
    noted: AuditHead | null,
  ): Promise<string[]> {
    const runner = database.owner.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query('SET LOCAL session_replication_role = replica');
      await tamper(runner.manager);
      return (await verifyChain(runner.manager, noted)).faults;
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  const place = (): number => 1 + random(ROWS);
  const rowAt = (seq: number): string => `(SELECT entry_id FROM audit_chain WHERE seq = ${seq})`;
  /** Two different places. */
  const pair = (): [number, number] => {
    const first = place();
    return [first, 1 + ((first - 1 + 1 + random(ROWS - 1)) % ROWS)];
  };

  const EDITS = [
    `actor_role = 'admin'`,
    `action = 'export'`,
    `entity = 'alert'`,
    'entity_id = gen_random_uuid()',
    'patient_id = NULL',
    'patient_id = gen_random_uuid()',
    `at = at + interval '1 microsecond'`,
    `outcome = 'failed'`,
    `detail = detail || ' '`,
    'detail = NULL',
    `address = '192.0.2.1'`,
    `request_id = 'X'`,
    `session_hash = 'X'`,
    `reason = 'X'`,
    'entity_version = 1',
    'break_glass_id = gen_random_uuid()',
    `patient_ids = '{}'`,
    `xid = (xid::text::bigint + 1)::text::xid8`,
  ];

  /** Works out every hash anew from one place on, as somebody would who knows how the chain is made. */
  async function rewrite(tx: EntityManager, from: number): Promise<void> {
    const links = await tx.query<{ seq: string; link: string; hash: Buffer }[]>(
      `SELECT c.seq, c.hash, ${CANONICAL_LINK} AS link FROM audit_chain c JOIN audit_entries e ON e.id = c.entry_id
       WHERE c.seq >= $1 ORDER BY c.seq`,
      [Math.max(1, from - 1)],
    );
    let before = from > 1 ? links.shift()!.hash : Buffer.alloc(0);
    for (const { seq, link } of links) {
      before = createHash('sha256').update(before).update(link).digest();
      await tx.query('UPDATE audit_chain SET hash = $2 WHERE seq = $1', [seq, before]);
    }
  }

  const renumber = `UPDATE audit_chain SET seq = -seq WHERE seq > $1; `;
  const KINDS: [string, (tx: EntityManager) => Promise<unknown>][] = [
    ['edit', (tx) => tx.query(`UPDATE audit_entries SET ${EDITS[random(EDITS.length)]} WHERE id = ${rowAt(place())}`)],
    [
      'edit of a link',
      (tx) => {
        const edit = [
          `hash = sha256(hash)`,
          `sealed_at = sealed_at + interval '1 microsecond'`,
          `entry_xid = (entry_xid::text::bigint + 1)::text::xid8`,
          'entry_id = -entry_id',
          'seq = -seq',
        ][random(5)];
        return tx.query(`UPDATE audit_chain SET ${edit} WHERE seq = ${place()}`);
      },
    ],
    ['delete', (tx) => tx.query(`DELETE FROM audit_entries WHERE id = ${rowAt(place())}`)],
    ['delete of a link', (tx) => tx.query(`DELETE FROM audit_chain WHERE seq = ${1 + random(ROWS - 1)}`)],
    [
      'delete of both, the rest numbered anew',
      async (tx) => {
        const seq = 1 + random(ROWS - 1);
        await tx.query(`DELETE FROM audit_entries WHERE id = ${rowAt(seq)}`);
        await tx.query(`DELETE FROM audit_chain WHERE seq = ${seq}`);
        await tx.query(renumber.replace('$1', String(seq)));
        await tx.query('UPDATE audit_chain SET seq = -seq - 1 WHERE seq < 0');
      },
    ],
    [
      'swap of two rows',
      async (tx) => {
        const [a, b] = pair();
        await tx.query(
          `UPDATE audit_entries e SET entity_id = o.entity_id, patient_id = o.patient_id FROM audit_entries o
           WHERE (e.id, o.id) IN ((${rowAt(a)}, ${rowAt(b)}), (${rowAt(b)}, ${rowAt(a)}))`,
        );
      },
    ],
    [
      'swap of two links',
      async (tx) => {
        const [a, b] = pair();
        await tx.query(`UPDATE audit_chain SET seq = -seq WHERE seq IN (${a}, ${b})`);
        await tx.query(`UPDATE audit_chain SET seq = CASE seq WHEN ${-a} THEN ${b} ELSE ${a} END WHERE seq < 0`);
      },
    ],
    [
      'insert among the sealed',
      (tx) =>
        tx.query(
          `INSERT INTO audit_entries (at, action, entity, xid) SELECT at, 'read', 'patient', xid FROM audit_entries
           WHERE id = ${rowAt(place())}`,
        ),
    ],
    [
      'insert with an earlier date',
      (tx) =>
        tx.query(
          `INSERT INTO audit_entries (at, action, entity)
           VALUES (sec.now() - interval '${61 + random(50_000)} minutes', 'read', 'patient')`,
        ),
    ],
    [
      'insert with a link between',
      async (tx) => {
        const seq = 1 + random(ROWS - 1);
        await tx.query(renumber.replace('$1', String(seq)));
        await tx.query('UPDATE audit_chain SET seq = -seq + 1 WHERE seq < 0');
        await tx.query(
          `WITH put AS (INSERT INTO audit_entries (at, action, entity, xid)
             SELECT at, 'read', 'patient', xid FROM audit_entries WHERE id = ${rowAt(seq)} RETURNING id, xid)
           INSERT INTO audit_chain SELECT ${seq + 1}, put.id, put.xid, sec.now(), sha256('x') FROM put`,
        );
      },
    ],
    [
      'cut tail',
      async (tx) => {
        const kept = random(ROWS);
        await tx.query(`DELETE FROM audit_entries WHERE id IN (SELECT entry_id FROM audit_chain WHERE seq > ${kept})`);
        await tx.query(`DELETE FROM audit_chain WHERE seq > ${kept}`);
      },
    ],
    ['cut tail of links alone', (tx) => tx.query(`DELETE FROM audit_chain WHERE seq > ${random(ROWS)}`)],
    [
      'edit, and the whole chain written anew',
      async (tx) => {
        const seq = place();
        await tx.query(`UPDATE audit_entries SET detail = 'nothing to see' WHERE id = ${rowAt(seq)}`);
        await rewrite(tx, seq);
      },
    ],
  ];
  /** Only a head noted outside the machine shows these: what is left is a whole chain. */
  const NEED_HEAD = new Set(['cut tail', 'cut tail of links alone', 'edit, and the whole chain written anew']);

  it(`shows every one of ${TAMPERINGS} random tamperings`, async () => {
    const missed: string[] = [];
    const found: Record<string, number> = {};
    for (let i = 0; i < TAMPERINGS; i++) {
      const [kind, tamper] = KINDS[i % KINDS.length]!;
      const faults = await faultsAfter(tamper, NEED_HEAD.has(kind) ? head : null);
      if (faults.length > 0) found[kind] = (found[kind] ?? 0) + 1;
      else missed.push(`${i} ${kind}`);
    }
    expect(missed).toEqual([]);
    expect(Object.values(found).reduce((sum, n) => sum + n, 0)).toBe(TAMPERINGS);
  });

  it('says where, never what the row said', async () => {
    const [fault] = await faultsAfter(
      (tx) => tx.query(`UPDATE audit_entries SET detail = 'x' WHERE id = ${rowAt(7)}`),
      null,
    );
    expect(fault).toMatch(/^link 7: row \d+ is not as it was sealed$/);
  });

  it('only grows: neither the program nor the owner changes a row by the ordinary way', async () => {
    for (const connection of [app, database.owner])
      for (const table of ['audit_entries', 'audit_chain'])
        for (const change of [`UPDATE ${table} SET ctid = ctid`, `DELETE FROM ${table}`, `TRUNCATE ${table}`])
          await expect(
            connection.query(change.replace('ctid = ctid', table === 'audit_chain' ? 'seq = seq' : 'detail = detail')),
          ).rejects.toThrow(/permission denied|only ever added/);
    await expect(
      app.query(`INSERT INTO audit_entries (at, action, entity) VALUES (now(), 'read', 'x')`),
    ).rejects.toThrow('permission denied');
    await expect(app.query(`INSERT INTO audit_chain SELECT 1, 1, '1', now(), sha256('')`)).rejects.toThrow(
      'permission denied',
    );
  });

  it('takes nothing past a transaction that still runs, and no row twice from many sealers', async () => {
    const slow = app.createQueryRunner();
    await slow.startTransaction();
    await slow.query(`INSERT INTO audit_entries (action, entity) VALUES ('read', 'patient')`);
    await write(5);
    await sealAudit(app);
    expect(await waiting()).toBe(5);
    await slow.commitTransaction();
    await slow.release();
    await until(async () => {
      await Promise.all(Array.from({ length: 4 }, () => sealAudit(app)));
      return (await waiting()) === 0;
    });
    const report = await verifyChain(database.owner.manager, head);
    expect(report).toMatchObject({ sealed: ROWS + 6, waiting: 0, faults: [] });
  });
});
