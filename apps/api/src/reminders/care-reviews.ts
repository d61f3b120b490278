import type { CareReviews } from '@shared-care/contracts/reminders/answers';
import type { ChangeDentalCare, RecordVaccinationAdvice } from '@shared-care/contracts/reminders/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { adviceDue, dentalState, VACCINATION_ADVICE_STATES, vaccinationOn } from '@shared-care/domain/care-reviews';
import { londonDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { placesOf } from '../family/places';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

type Dental = Omit<CareReviews['dental'], 'state' | 'dentist' | 'dentistPhone'>;

/** Dental checks and vaccination advice of one child. */
export async function careReviews(tx: Tx, user: CurrentUser, patientId: string): Promise<CareReviews> {
  const { birthDate } = await childOf(tx, patientId);
  const now = await databaseNow(tx);
  const today = londonDate(now);
  const dental = await dentalOf(tx, patientId);
  type Row = Omit<CareReviews['vaccinations'][number], 'on' | 'due'> & { months: number };
  const ages = await rows<Row>(
    tx,
    `SELECT v.id AS "ageId", v.label, v.months,
            CASE WHEN a.state IS NULL THEN NULL ELSE json_build_object('state', a.state, 'on', a.on_date, 'note', a.note,
              'by', u.display_name, 'version', a.version) END AS advice
     FROM vaccination_ages v LEFT JOIN vaccination_advice a ON a.age_id = v.id AND a.patient_id = $1
     LEFT JOIN users u ON u.id = a.recorded_by
     WHERE v.active OR a.state IS NOT NULL ORDER BY v.months`,
    [patientId],
  );
  await recordAudit(tx, user, { action: 'read', entity: 'care_reviews', entityId: patientId, patientId });
  return {
    dental: { ...dental, ...(await dentistOf(tx, patientId)), state: dentalState(dental, today) },
    vaccinations: ages.map(({ months, ...age }) => ({
      ...age,
      on: vaccinationOn(birthDate, months),
      due: age.advice === null && adviceDue(birthDate, months, today),
    })),
    now: now.toISOString(),
  };
}

async function childOf(tx: Tx, patientId: string): Promise<{ birthDate: string; diedOn: string | null }> {
  const [child] = await rows<{ birthDate: string; diedOn: string | null }>(
    tx,
    'SELECT birth_date AS "birthDate", died_on AS "diedOn" FROM patients WHERE id = $1',
    [patientId],
  );
  if (!child) throw new NotFound();
  return child;
}

async function dentalOf(tx: Tx, patientId: string): Promise<Dental> {
  const [found] = await rows<Dental>(
    tx,
    `SELECT last_check_on AS "lastCheckOn", extraction_on AS "extractionOn", plan_sent_on AS "planSentOn", version
     FROM dental_care WHERE patient_id = $1`,
    [patientId],
  );
  return found ?? { lastCheckOn: null, extractionOn: null, planSentOn: null, version: 0 };
}

async function dentistOf(tx: Tx, patientId: string): Promise<Pick<CareReviews['dental'], 'dentist' | 'dentistPhone'>> {
  const dentist = (await placesOf(tx, patientId)).find(
    ({ role, untilOn, struckOut }) => role === 'dentist' && untilOn === null && struckOut === null,
  );
  return { dentist: dentist?.organisation?.name ?? null, dentistPhone: dentist?.organisation?.phone ?? null };
}

/** @throws Conflict with what stands there now, when somebody else saved first */
export async function changeDentalCare(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof ChangeDentalCare>,
): Promise<void> {
  const { diedOn } = await childOf(tx, patientId);
  if (diedOn) throw new Refused('This patient has died. Nothing is due any more.');
  const today = londonDate(await databaseNow(tx));
  const early = (['lastCheckOn', 'planSentOn'] as const).filter((field) => (asked[field] ?? '') > today);
  if (early.length > 0)
    throw new InvalidInput(early.map((field) => ({ field, message: 'This day is still to come. Check it.' })));
  const saved = await rows(
    tx,
    `INSERT INTO dental_care AS d (patient_id, last_check_on, extraction_on, plan_sent_on)
     VALUES ($1, $3, $4, $5)
     ON CONFLICT (patient_id) DO UPDATE SET last_check_on = excluded.last_check_on,
       extraction_on = excluded.extraction_on, plan_sent_on = excluded.plan_sent_on, version = d.version + 1
     WHERE d.version = $2 RETURNING version`,
    [patientId, asked.version, asked.lastCheckOn, asked.extractionOn, asked.planSentOn],
  );
  if (saved.length === 0)
    throw new Conflict('Somebody else saved this since you opened it. Both are shown; nothing was overwritten.', {
      ...(await dentalOf(tx, patientId)),
    });
  await recordAudit(tx, user, { action: 'update', entity: 'dental_care', entityId: patientId, patientId });
}

/** The letter for one age went out, was acknowledged, or is not to be sent. The last word counts; the log keeps each. */
export async function recordVaccinationAdvice(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  asked: z.output<typeof RecordVaccinationAdvice>,
): Promise<void> {
  const { diedOn } = await childOf(tx, patientId);
  if (diedOn) throw new Refused('This patient has died. Nothing is due any more.');
  if (asked.on > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'on', message: 'This day is still to come. Check it.' }]);
  const [age] = await rows(tx, 'SELECT 1 FROM vaccination_ages WHERE id = $1', [asked.ageId]);
  if (!age) throw new InvalidInput([{ field: 'ageId', message: 'Choose an age from the list.' }]);
  await tx.query(
    `INSERT INTO vaccination_advice AS a (patient_id, age_id, state, on_date, note, recorded_by) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (patient_id, age_id) DO UPDATE SET state = excluded.state, on_date = excluded.on_date, note = excluded.note,
       recorded_by = excluded.recorded_by, version = a.version + 1`,
    [patientId, asked.ageId, asked.state, asked.on, asked.note || null, user.id],
  );
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'vaccination_advice',
    entityId: asked.ageId,
    patientId,
    detail: VACCINATION_ADVICE_STATES[asked.state],
  });
}
