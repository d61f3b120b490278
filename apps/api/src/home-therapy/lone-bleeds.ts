import type { LoneBleed } from '@shared-care/contracts/home-therapy/answers';
import type { SettleBleed } from '@shared-care/contracts/home-therapy/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { BleedSettlement } from '@shared-care/database/entities/home-therapy';
import { BLEED_SETTLEMENTS, SAME_BLEED_DAYS } from '@shared-care/domain/home-therapy';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { HOSPITAL_NAME } from '../hospitals/hospital-of-attendance';
import { IDENTITY } from '../patients/patient-rows';
import { NOW_ONCE, TODAY_ONCE } from '../platform/asked-once';
import { Conflict, NotFound } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { homeTherapyEvent } from './change-home-therapy';

/** For so long back a bleed that stands alone is worth a question. */
const LOOK_BACK_DAYS = 60;
const ARRIVED_ON = `(a.arrived_at AT TIME ZONE 'Europe/London')::date`;
const BLEEDING = `a.reason IN ('bleeding', 'head_injury', 'pain_joint_muscle') AND a.state NOT IN ('cancelled', 'entered_in_error', 'merged')`;

/**
 * Bleeds in the family's diary that nobody heard of, and attendances for bleeding that the diary does not have: recall
 * alone misses both. Two within two days are taken for the same; each is shown until a nurse settles it.
 */
export async function loneBleeds(tx: Tx): Promise<LoneBleed[]> {
  return rows<LoneBleed>(
    tx,
    `SELECT 'diary' AS "from", b.id, ${IDENTITY} AS patient, b.bled_on AS "on", b.site, NULL AS "hospitalName"
     FROM diary_bleeds b JOIN patients p ON p.id = b.patient_id
     WHERE p.died_on IS NULL AND p.merged_into_id IS NULL AND b.bled_on > ${TODAY_ONCE} - ${LOOK_BACK_DAYS}
       AND NOT EXISTS (SELECT 1 FROM bleed_settlements s WHERE s.diary_bleed_id = b.id)
       AND NOT EXISTS (SELECT 1 FROM attendances a WHERE a.patient_id = b.patient_id
                       AND a.state NOT IN ('cancelled', 'entered_in_error', 'merged')
                       AND ${ARRIVED_ON} BETWEEN b.bled_on - ${SAME_BLEED_DAYS} AND b.bled_on + ${SAME_BLEED_DAYS})
     UNION ALL
     SELECT 'attendance', a.id, ${IDENTITY}, ${ARRIVED_ON}, a.bleed_site, ${HOSPITAL_NAME}
     FROM attendances a JOIN patients p ON p.id = a.patient_id LEFT JOIN hospitals h ON h.id = a.hospital_id
     JOIN home_therapies t ON t.patient_id = p.id AND t.haemtrack IN ('enrolled', 'active')
     WHERE p.died_on IS NULL AND p.merged_into_id IS NULL AND ${BLEEDING}
       AND a.arrived_at > ${NOW_ONCE} - make_interval(days => ${LOOK_BACK_DAYS})
       -- The family has as many days to write it down.
       AND ${ARRIVED_ON} < ${TODAY_ONCE} - ${SAME_BLEED_DAYS}
       AND NOT EXISTS (SELECT 1 FROM bleed_settlements s WHERE s.attendance_id = a.id)
       AND NOT EXISTS (SELECT 1 FROM diary_bleeds b WHERE b.patient_id = a.patient_id
                       AND b.bled_on BETWEEN ${ARRIVED_ON} - ${SAME_BLEED_DAYS} AND ${ARRIVED_ON} + ${SAME_BLEED_DAYS})
     ORDER BY "on", id`,
  );
}

/** @throws Conflict when a colleague was first */
export async function settleBleed(tx: Tx, user: CurrentUser, asked: z.output<typeof SettleBleed>): Promise<void> {
  const table = asked.from === 'diary' ? 'diary_bleeds' : 'attendances';
  const [bleed] = await rows<{ patientId: string }>(
    tx,
    `SELECT patient_id AS "patientId" FROM ${table} WHERE id = $1 AND patient_id IS NOT NULL`,
    [asked.id],
  );
  if (!bleed) throw new NotFound();
  const settled = await insertOnce(tx, BleedSettlement, {
    patientId: bleed.patientId,
    [asked.from === 'diary' ? 'diaryBleedId' : 'attendanceId']: asked.id,
    settledAs: asked.settledAs,
    note: asked.note || null,
    settledBy: user.id,
  });
  if (settled === null) throw new Conflict('A colleague has settled this bleed. Look at the list again.');
  await homeTherapyEvent(tx, user, bleed.patientId, `Bleed settled: ${BLEED_SETTLEMENTS[asked.settledAs]}`);
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'bleed_settlement',
    entityId: asked.id,
    patientId: bleed.patientId,
    detail: asked.settledAs,
  });
}
