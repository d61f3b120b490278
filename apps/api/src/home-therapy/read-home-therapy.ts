import type { HomeTherapyDetail, HomeTherapyList } from '@shared-care/contracts/home-therapy/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { TODAY_ONCE } from '../platform/asked-once';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { homeTherapiesWhere, homeTherapyOf } from './home-therapy-rows';
import { loneBleeds } from './lone-bleeds';

const LISTED = `p.died_on IS NULL AND (t.state IN ('training', 'active')
  OR EXISTS (SELECT 1 FROM home_deliveries d WHERE d.patient_id = p.id AND d.outcome = 'missed'
             AND d.expected_on > ${TODAY_ONCE} - 30))`;

export async function homeTherapyList(tx: Tx, user: CurrentUser): Promise<HomeTherapyList> {
  const families = await homeTherapiesWhere(tx, LISTED, []);
  const lone = await loneBleeds(tx);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'home_therapy_list',
    patientIds: [...new Set([...families, ...lone].map(({ patient }) => patient.id))],
  });
  return {
    families: families.sort((one, other) => other.concerns.length - one.concerns.length),
    loneBleeds: lone,
    now: (await databaseNow(tx)).toISOString(),
  };
}

export async function homeTherapyDetail(tx: Tx, user: CurrentUser, patientId: string): Promise<HomeTherapyDetail> {
  const family = await homeTherapyOf(tx, patientId);
  await recordAudit(tx, user, { action: 'read', entity: 'home_therapy', entityId: patientId, patientId });
  return {
    ...family,
    deliveries: await rows(
      tx,
      `SELECT id, version, company, expected_on AS "expectedOn", outcome, arrived_on AS "arrivedOn", note
       FROM home_deliveries WHERE patient_id = $1 ORDER BY expected_on DESC`,
      [patientId],
    ),
    periods: await rows(
      tx,
      `SELECT from_on AS "from", to_on AS "to", planned, entered, source FROM haemtrack_periods
       WHERE patient_id = $1 ORDER BY to_on DESC`,
      [patientId],
    ),
    bleeds: await rows(
      tx,
      `SELECT b.id, b.bled_on AS "on", b.site, s.settled_as AS settled FROM diary_bleeds b
       LEFT JOIN bleed_settlements s ON s.diary_bleed_id = b.id WHERE b.patient_id = $1 ORDER BY b.bled_on DESC`,
      [patientId],
    ),
    events: await rows(
      tx,
      `SELECT e.id::text, e.at, u.display_name AS by, e.words FROM home_therapy_events e LEFT JOIN users u ON u.id = e.by
       WHERE e.patient_id = $1 ORDER BY e.id DESC`,
      [patientId],
    ),
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Families of the list that somebody should look into. */
export async function familiesWithConcerns(tx: Tx): Promise<number> {
  return (await homeTherapiesWhere(tx, LISTED, [])).filter(({ concerns }) => concerns.length > 0).length;
}
