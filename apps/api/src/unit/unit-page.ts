import type { MailTest, UnitChange, UnitFacts, UnitPage } from '@shared-care/contracts/unit/answers';
import type { UnitFact } from '@shared-care/contracts/unit/shapes';
import { databaseNow, rows, type Tx } from '../platform/tx';

/** What the unit says of itself, what waits for a second admin, and what it said before. */
export async function unitPage(tx: Tx, relay: boolean): Promise<UnitPage> {
  const facts = await unitFacts(tx);
  return {
    facts,
    changes: await unitChanges(tx),
    mail: { relay, lastTest: await lastTest(tx, facts) },
    now: (await databaseNow(tx)).toISOString(),
  };
}

export async function unitFacts(tx: Tx): Promise<UnitFacts> {
  const [unit] = await rows<UnitFacts>(
    tx,
    `SELECT u.version, u.name,
            CASE WHEN h.id IS NOT NULL
              THEN json_build_object('id', h.id, 'odsCode', h.ods_code, 'name', h.name, 'town', h.town) END AS hospital,
            CASE WHEN u.sender_address IS NOT NULL
              THEN json_build_object('name', u.sender_name, 'address', u.sender_address) END AS sender,
            CASE WHEN u.postcode IS NOT NULL
              THEN json_build_object('lines', string_to_array(u.postal_lines, E'\\n'), 'postcode', u.postcode) END AS address
     FROM unit u LEFT JOIN hospitals h ON h.id = u.hospital_id`,
  );
  return unit!;
}

type Stored = Omit<UnitChange, 'was' | 'becomes'> & {
  was: Record<string, string> | null;
  becomes: Record<string, string>;
  wasHospital: string | null;
  becomesHospital: string | null;
};

async function unitChanges(tx: Tx): Promise<UnitChange[]> {
  const found = await rows<Stored>(
    tx,
    `SELECT c.id, c.version, c.what, c.was, c.becomes, c.reason, c.state, c.proposed_at AS "proposedAt", c.decided_at AS "decidedAt",
            before.name AS "wasHospital", after.name AS "becomesHospital",
            CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'displayName', p.display_name) END AS "proposedBy",
            CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'displayName', d.display_name) END AS "decidedBy"
     FROM unit_changes c
     LEFT JOIN users p ON p.id = c.proposed_by LEFT JOIN users d ON d.id = c.decided_by
     LEFT JOIN hospitals before ON before.id = (c.was ->> 'hospitalId')::uuid
     LEFT JOIN hospitals after ON after.id = (c.becomes ->> 'hospitalId')::uuid
     ORDER BY c.state <> 'waiting', coalesce(c.decided_at, c.proposed_at) DESC, c.id`,
  );
  return found.map(({ wasHospital, becomesHospital, was, becomes, ...change }) => ({
    ...change,
    was: was && inWords(change.what, was, wasHospital),
    becomes: inWords(change.what, becomes, becomesHospital),
  }));
}

function inWords(what: UnitFact, fact: Record<string, string>, hospital: string | null): string {
  if (what === 'hospital') return hospital ?? '';
  if (what === 'address') return [...(fact['lines'] ?? '').split('\n'), fact['postcode']].join(', ');
  return what === 'name' ? (fact['name'] ?? '') : `${fact['name']} <${fact['address']}>`;
}

/** Only what came from the sender that counts now says anything about it. */
async function lastTest(tx: Tx, { sender }: UnitFacts): Promise<MailTest | null> {
  const [test] = await rows<MailTest>(
    tx,
    `SELECT u.email AS "sentTo", u.display_name AS "sentBy", t.sent_at AS "sentAt", t.arrived_at AS "arrivedAt"
     FROM mail_tests t JOIN users u ON u.id = t.sent_to WHERE t.sender_address = $1
     ORDER BY t.arrived_at IS NULL, t.sent_at DESC LIMIT 1`,
    [sender?.address ?? ''],
  );
  return test ?? null;
}
