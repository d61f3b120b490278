import type { HomeTherapyInList, HomeTherapyRecord } from '@shared-care/contracts/home-therapy/answers';
import {
  haemtrackPerCent,
  homeTherapyConcerns,
  stockDaysLeft,
  type HaemtrackPeriod,
} from '@shared-care/domain/home-therapy';
import { londonDate } from '@shared-care/domain/london-time';
import { IDENTITY } from '../patients/patient-rows';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

type Row = HomeTherapyRecord & {
  patient: HomeTherapyInList['patient'];
  periods: HaemtrackPeriod[];
  missed: boolean;
};

/** Families that meet a condition on `p` (the child) or `t` (home therapy), with what somebody should look into. */
export async function homeTherapiesWhere(
  tx: Tx,
  condition: string,
  parameters: unknown[],
): Promise<HomeTherapyInList[]> {
  const found = await rows<Row>(
    tx,
    `SELECT ${IDENTITY} AS patient, coalesce(t.state, 'not_eligible') AS state, t.state_since AS "stateSince",
            t.delivery_company AS "deliveryCompany", t.next_delivery_on AS "nextDeliveryOn", t.stock_days AS "stockDays",
            t.stock_counted_on AS "stockCountedOn", coalesce(t.haemtrack, 'not_needed') AS haemtrack,
            t.last_entry_on AS "lastEntryOn", coalesce(t.version, 0) AS version,
            coalesce((SELECT json_agg(json_build_object('from', h.from_on, 'to', h.to_on, 'planned', h.planned, 'entered', h.entered))
                      FROM haemtrack_periods h WHERE h.patient_id = p.id), '[]') AS periods,
            coalesce((SELECT d.outcome = 'missed' FROM home_deliveries d WHERE d.patient_id = p.id AND d.outcome <> 'expected'
                      ORDER BY d.expected_on DESC LIMIT 1), false) AS missed
     FROM patients p LEFT JOIN home_therapies t ON t.patient_id = p.id
     WHERE p.merged_into_id IS NULL AND ${condition} ORDER BY p.family_name, p.given_name, p.id`,
    parameters,
  );
  const today = londonDate(await databaseNow(tx));
  return found.map(({ periods, missed, ...row }) => {
    const stock = row.stockDays === null ? null : { days: row.stockDays, on: row.stockCountedOn! };
    const perCent = haemtrackPerCent(periods, today);
    return {
      ...row,
      stockLeft: stockDaysLeft(stock, today),
      perCent,
      concerns: row.patient.diedOn
        ? []
        : homeTherapyConcerns({ ...row, homeDelivery: row.deliveryCompany !== null, stock, perCent }, today, missed),
    };
  });
}

/** @throws NotFound when the child is not there, or not the caller's to see */
export async function homeTherapyOf(tx: Tx, patientId: string): Promise<HomeTherapyInList> {
  const [found] = await homeTherapiesWhere(tx, 'p.id = $1', [patientId]);
  if (!found) throw new NotFound();
  return found;
}
