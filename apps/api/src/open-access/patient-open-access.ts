import type {
  ArrangementLine,
  ArrangementsToAgree,
  PatientOpenAccess,
} from '@shared-care/contracts/open-access/answers';
import type { PatientIdentity } from '@shared-care/contracts/patients/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { openAccessAt, openAccessStateAt } from '@shared-care/domain/open-access';
import { agreementChase } from '@shared-care/domain/open-access-review';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { FACTS, factsOf, type FactsRow } from '../hospitals/arrangement-facts';
import { IDENTITY } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { WAITING_DAYS } from './arrangement-detail';

/** Every version of every arrangement of one child, and the hospitals the child is linked to. */
export async function patientOpenAccess(tx: Tx, user: CurrentUser, patientId: string): Promise<PatientOpenAccess> {
  const [child] = await rows(tx, 'SELECT id FROM patients WHERE id = $1', [patientId]);
  if (!child) throw new NotFound();
  type Row = FactsRow & Omit<ArrangementLine, 'validity' | 'because' | 'startsAt' | 'endsAt' | 'dueOn'>;
  const found = await rows<Row>(
    tx,
    `SELECT ${FACTS}, json_build_object('id', h.id, 'name', h.name) AS hospital, u.name AS "unitName",
            a.version_number AS "versionNumber", a.agreed_by AS "agreedBy", a.ward_holds_at IS NOT NULL AS "wardHolds",
            a.family_holds_at IS NOT NULL AS "familyHolds"
     FROM open_access_arrangements a JOIN hospitals h ON h.id = a.hospital_id LEFT JOIN hospital_units u ON u.id = a.unit_id
     WHERE a.patient_id = $1 ORDER BY h.name, a.version_number DESC`,
    [patientId],
  );
  const now = await databaseNow(tx);
  const links = await rows<{ id: string; name: string; primary: boolean }>(
    tx,
    `SELECT h.id, h.name, bool_or(l.role = 'primary') AS primary
     FROM shared_care_links l JOIN hospitals h ON h.id = l.hospital_id
     WHERE l.patient_id = $1 AND sec.now() >= l.valid_from AND (l.valid_to IS NULL OR sec.now() < l.valid_to)
     GROUP BY h.id, h.name ORDER BY "primary" DESC, h.name`,
    [patientId],
  );
  const all = found.map(factsOf);
  await recordAudit(tx, user, { action: 'read', entity: 'open_access', patientId, detail: 'list' });
  return {
    arrangements: found.map((row) => {
      const facts = factsOf(row);
      const { validity, because } = openAccessAt([facts], facts.hospitalId, now);
      return {
        id: row.id,
        hospital: row.hospital,
        unitName: row.unitName,
        versionNumber: row.versionNumber,
        state: openAccessStateAt(facts, now),
        validity,
        because,
        startsAt: row.startsAt.toISOString(),
        endsAt: row.endsAt?.toISOString() ?? null,
        dueOn: row.reviewBy,
        agreedBy: row.agreedBy,
        wardHolds: row.wardHolds,
        familyHolds: row.familyHolds,
      };
    }),
    hospitals: links.map((link) => ({
      ...link,
      validity: openAccessAt(all, link.id, now).validity,
      makingId:
        all.find((one) => one.hospitalId === link.id && ['draft', 'awaiting_local_agreement'].includes(one.state))
          ?.id ?? null,
    })),
    now: now.toISOString(),
  };
}

export interface WaitingRow {
  id: string;
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  unitName: string | null;
  sentAt: Date;
  renews: boolean;
}

/** Columns of what waits for agreement, from `a`, `p`, `h` and `u`. */
export const WAITING = `a.id, ${IDENTITY} AS patient, json_build_object('id', h.id, 'name', h.name) AS hospital,
  u.name AS "unitName", a.sent_at AS "sentAt", a.replaces_id IS NOT NULL AS renews`;

const ASKED_HERE = `a.state = 'awaiting_local_agreement'
  AND a.hospital_id = (SELECT hospital_id FROM users WHERE id = sec.uid())`;

/** What a link consultant is asked to agree to: of their own children, at their own hospital. */
export async function arrangementsToAgree(tx: Tx, user: CurrentUser): Promise<ArrangementsToAgree> {
  const now = await databaseNow(tx);
  const holidays = await bankHolidays(tx, WAITING_DAYS);
  const found = await rows<WaitingRow>(
    tx,
    `SELECT ${WAITING}
     FROM open_access_arrangements a JOIN patients p ON p.id = a.patient_id JOIN hospitals h ON h.id = a.hospital_id
     LEFT JOIN hospital_units u ON u.id = a.unit_id
     WHERE ${ASKED_HERE}
     ORDER BY a.sent_at, a.id`,
  );
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'open_access',
    patientIds: found.map(({ patient }) => patient.id),
    detail: `${found.length} to agree`,
  });
  return {
    arrangements: found.map((row) => ({
      ...row,
      sentAt: row.sentAt.toISOString(),
      ...agreementChase(row.sentAt, now, holidays),
    })),
    now: now.toISOString(),
  };
}

export async function agreementsAsked(tx: Tx): Promise<number> {
  const [counted] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM open_access_arrangements a JOIN patients p ON p.id = a.patient_id WHERE ${ASKED_HERE}`,
  );
  return counted!.count;
}
