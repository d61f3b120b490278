import type { AdminHome, ImportRun } from '@shared-care/contracts/admin-home/answers';
import { isTask } from '@shared-care/domain/contact-health';
import { closureReviews } from '../hospitals/closure-reviews';
import { contactChanges, contactRows, listed } from '../hospitals/contact-rows';
import { IN_POST } from '../hospitals/hospital-directory';
import { contactsToVerify } from '../hospitals/verification-round';
import { rotaProblems } from '../rota/rota-problems';
import { sideBySide } from '../platform/questions';
import { databaseNow, rows, type Tx } from '../platform/tx';

/** Contacts listed at once; the verification round has them all. */
const MOST_CONTACTS = 12;
const MOST_IMPORTS = 5;

/** What waits for an admin, most dangerous first. Of children there are counts, never which. */
export async function adminHome(tx: Tx): Promise<AdminHome> {
  const { network, contacts, inUse, children, waiting, changes, closures, rota, imports } = await sideBySide(tx, {
    network: networkHospitals,
    contacts: (one) => contactsToVerify(one),
    inUse: async (one) => contactRows(one, { hospitalIds: (await networkHospitals(one)).map(({ id }) => id) }),
    children: childrenWithout,
    waiting: waitingForAdmin,
    changes: (one) => contactChanges(one, { waitingOnly: true }),
    closures: (one) => closureReviews(one),
    rota: rotaProblems,
    imports: lastImports,
  });
  const names = new Map(network.map(({ id, name }) => [id, name]));
  const due = contacts.filter(({ health }) => isTask(health));
  return {
    recoveriesWaiting: waiting.recoveries,
    accessWaiting: waiting.access,
    settingsWaiting: waiting.settings,
    contacts: due.slice(0, MOST_CONTACTS).map(({ hospitalName, ...contact }) => ({
      contact: listed(contact),
      hospital: { id: contact.hospitalId, name: hospitalName },
    })),
    contactsInUse: inUse.length,
    contactsVerified: inUse.length - due.length,
    changes: changes.map(({ hospitalId, ...change }) => ({
      change,
      hospital: { id: hospitalId, name: names.get(hospitalId) ?? '' },
    })),
    closures: closures.filter(({ state }) => state === 'waiting'),
    rota,
    childrenWithoutLink: children?.link ?? 0,
    childrenWithoutConsultant: children?.consultant ?? 0,
    hospitalsWithoutConsultant: network
      .filter(({ consultants }) => consultants === 0)
      .map(({ id, name }) => ({ id, name })),
    imports,
    now: (await databaseNow(tx)).toISOString(),
  };
}

function networkHospitals(tx: Tx): Promise<{ id: string; name: string; consultants: number }[]> {
  return rows(
    tx,
    `SELECT h.id, h.name, (SELECT count(*)::int FROM link_consultants c WHERE c.hospital_id = h.id AND ${IN_POST}) AS consultants
     FROM hospitals h WHERE h.network_role <> 'other' ORDER BY h.name`,
  );
}

async function childrenWithout(tx: Tx): Promise<{ link: number; consultant: number } | undefined> {
  const [children] = await rows<{ link: number; consultant: number }>(
    tx,
    'SELECT no_link AS link, no_consultant AS consultant FROM sec.children_without_link()',
  );
  return children;
}

function lastImports(tx: Tx): Promise<ImportRun[]> {
  return rows(
    tx,
    `SELECT id, file, finished_at AS "finishedAt", counts, lines FROM import_runs ORDER BY finished_at DESC LIMIT ${MOST_IMPORTS}`,
  );
}

/** People who wait to be let in again, and settings that wait for a second person. */
export async function waitingForAdmin(tx: Tx): Promise<{ recoveries: number; settings: number; access: number }> {
  const [waiting] = await rows<{ recoveries: number; settings: number; access: number }>(
    tx,
    `SELECT (SELECT count(*)::int FROM account_recoveries WHERE state = 'waiting' AND ends_at > sec.now()) AS recoveries,
            (SELECT count(*)::int FROM settings WHERE state = 'waiting') AS settings,
            (SELECT count(*)::int FROM access_requests WHERE state = 'waiting') AS access`,
  );
  return waiting!;
}
