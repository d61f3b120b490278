import type {
  ChangeHomeTherapy,
  RecordDiaryBleed,
  RecordHaemtrackPeriod,
  SettleDelivery,
} from '@shared-care/contracts/home-therapy/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { DiaryBleed, HomeTherapyEvent, HomeTherapy, HomeDelivery } from '@shared-care/database/entities/home-therapy';
import {
  DELIVERY_OUTCOMES,
  HAEMTRACK_STATES,
  HOME_THERAPY_STATES,
  mayBecomeHomeTherapy,
  type DeliveryOutcome,
} from '@shared-care/domain/home-therapy';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { Conflict, InvalidInput, NotFound, Refused } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce, insertRow, NEXT_VERSION, TODAY } from '../platform/write-row';
import { openRequestForCause } from '../requests/open-request';
import { homeTherapyOf } from './home-therapy-rows';

type Asked = z.output<typeof ChangeHomeTherapy>;

/** One line of a family's history. */
export async function homeTherapyEvent(tx: Tx, user: CurrentUser, patientId: string, words: string): Promise<void> {
  await insertRow(tx, HomeTherapyEvent, { patientId, by: user.id, words });
}

/**
 * Writes what is known of a family's home therapy. A new date of delivery opens the delivery that will be asked about.
 *
 * @throws Conflict with what stands there now, when somebody else saved first
 */
export async function changeHomeTherapy(tx: Tx, user: CurrentUser, patientId: string, asked: Asked): Promise<void> {
  const before = await homeTherapyOf(tx, patientId);
  if (before.patient.diedOn) throw new Refused('This patient has died. Nothing is delivered any more.');
  if (!mayBecomeHomeTherapy(before.state, asked.state))
    throw new Refused(
      `“${HOME_THERAPY_STATES[before.state]}” cannot become “${HOME_THERAPY_STATES[asked.state]}”. Record the training first.`,
      [{ field: 'state', message: 'Choose the step that comes next.' }],
    );
  refuseFuture(londonDate(await databaseNow(tx)), asked);
  const written =
    asked.version === 0 ? await begin(tx, patientId, asked) : await change(tx, patientId, asked, before.state);
  if (!written) {
    const { patient: _, ...now } = await homeTherapyOf(tx, patientId);
    throw new Conflict('Somebody else saved this since you opened it. Both are shown; nothing was overwritten.', now);
  }
  if (asked.nextDeliveryOn) await expectDelivery(tx, patientId, asked.deliveryCompany!, asked.nextDeliveryOn);
  await homeTherapyEvent(tx, user, patientId, changesInWords(before, asked));
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'home_therapy',
    entityId: patientId,
    entityVersion: asked.version + 1,
    patientId,
    detail: asked.state,
  });
}

function valuesOf(asked: Asked) {
  const { state, deliveryCompany, nextDeliveryOn, stockDays, stockCountedOn, haemtrack, lastEntryOn } = asked;
  const company = deliveryCompany || null;
  return { state, deliveryCompany: company, nextDeliveryOn, stockDays, stockCountedOn, haemtrack, lastEntryOn };
}

/** False when somebody else has written one meanwhile. */
async function begin(tx: Tx, patientId: string, asked: Asked): Promise<boolean> {
  return (await insertOnce(tx, HomeTherapy, { patientId, ...valuesOf(asked) }, ['patientId'])) !== null;
}

/** False when it has another version by now. */
async function change(tx: Tx, patientId: string, asked: Asked, before: HomeTherapy['state']): Promise<boolean> {
  const { affected } = await tx.update(
    HomeTherapy,
    { patientId, version: asked.version },
    { ...valuesOf(asked), ...(asked.state === before ? {} : { stateSince: TODAY }), version: NEXT_VERSION },
  );
  return affected === 1;
}

function refuseFuture(today: string, asked: Asked): void {
  const late = (['stockCountedOn', 'lastEntryOn'] as const).filter((field) => (asked[field] ?? '') > today);
  if (late.length > 0)
    throw new InvalidInput(late.map((field) => ({ field, message: 'This day is still to come. Check it.' })));
}

function changesInWords(before: Omit<Asked, 'version'>, asked: Asked): string {
  const lines = [
    before.state !== asked.state && HOME_THERAPY_STATES[asked.state],
    before.nextDeliveryOn !== asked.nextDeliveryOn &&
      (asked.nextDeliveryOn ? `next delivery ${shortDate(asked.nextDeliveryOn)}` : 'no delivery expected'),
    before.deliveryCompany !== (asked.deliveryCompany || null) &&
      `delivered by ${asked.deliveryCompany || 'no company'}`,
    (before.stockDays !== asked.stockDays || before.stockCountedOn !== asked.stockCountedOn) &&
      (asked.stockDays === null
        ? 'stock not known'
        : `stock for ${asked.stockDays} days on ${shortDate(asked.stockCountedOn!)}`),
    before.haemtrack !== asked.haemtrack && `diary ${HAEMTRACK_STATES[asked.haemtrack].toLowerCase()}`,
    before.lastEntryOn !== asked.lastEntryOn && asked.lastEntryOn && `last diary entry ${shortDate(asked.lastEntryOn)}`,
  ].filter((line): line is string => typeof line === 'string');
  return lines.length > 0 ? lines.join(', ') : 'Looked through, nothing changed';
}

async function expectDelivery(tx: Tx, patientId: string, company: string, on: string): Promise<void> {
  const delivery = { patientId, company, expectedOn: on };
  await insertOnce(tx, HomeDelivery, delivery, ['patientId', 'expectedOn']);
}

/**
 * What became of a delivery. A missed one is somebody's job the same day (H22).
 *
 * @throws Conflict when somebody else recorded it first
 */
export async function settleDelivery(
  tx: Tx,
  user: CurrentUser,
  deliveryId: string,
  asked: z.output<typeof SettleDelivery>,
): Promise<string> {
  if (asked.arrivedOn !== null && asked.arrivedOn > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'arrivedOn', message: 'This day is still to come. Check it.' }]);
  const [[done]] = await tx.query<[{ patientId: string; expectedOn: string; company: string }[], number]>(
    `UPDATE home_deliveries SET outcome = $3, arrived_on = $4, note = $5, recorded_by = $6, version = version + 1
     WHERE id = $1 AND version = $2
     RETURNING patient_id AS "patientId", expected_on AS "expectedOn", company`,
    [deliveryId, asked.version, asked.outcome, asked.arrivedOn, asked.note || null, user.id],
  );
  if (!done) {
    const [now] = await rows<{ outcome: DeliveryOutcome }>(tx, 'SELECT outcome FROM home_deliveries WHERE id = $1', [
      deliveryId,
    ]);
    if (!now) throw new NotFound();
    throw new Conflict(`Somebody has recorded this delivery as “${DELIVERY_OUTCOMES[now.outcome]}”.`, {
      outcome: now.outcome,
    });
  }
  await tx.query(
    `UPDATE home_therapies SET next_delivery_on = $2, version = version + 1
     WHERE patient_id = $1 AND (next_delivery_on IS NULL OR next_delivery_on <= $3 OR $2::date IS NOT NULL)`,
    [done.patientId, asked.nextDeliveryOn, done.expectedOn],
  );
  if (asked.nextDeliveryOn) await expectDelivery(tx, done.patientId, done.company, asked.nextDeliveryOn);
  const words = `Delivery of ${shortDate(done.expectedOn)}: ${DELIVERY_OUTCOMES[asked.outcome].toLowerCase()}`;
  await homeTherapyEvent(tx, user, done.patientId, words);
  if (asked.outcome === 'missed') await askForMissed(tx, user, { ...done, id: deliveryId });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'home_delivery',
    entityId: deliveryId,
    patientId: done.patientId,
    detail: asked.outcome,
  });
  return done.patientId;
}

async function askForMissed(
  tx: Tx,
  user: CurrentUser,
  { id, patientId, company, expectedOn }: { id: string; patientId: string; company: string; expectedOn: string },
): Promise<void> {
  await openRequestForCause(tx, user, {
    patientId,
    type: 'home_delivery',
    cause: `missed delivery ${id}`,
    details: `${company} did not deliver on ${shortDate(expectedOn)}. Ask how many days of stock are left, and when it comes.`,
    neededBy: londonDate(await databaseNow(tx)),
  });
}

export async function recordHaemtrackPeriod(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  period: z.output<typeof RecordHaemtrackPeriod>,
  source: 'hand' | 'file' = 'hand',
): Promise<void> {
  await homeTherapyOf(tx, patientId);
  if (period.to > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'to', message: 'This day is still to come. Check it.' }]);
  await tx.query(
    `INSERT INTO haemtrack_periods (patient_id, from_on, to_on, planned, entered, source, recorded_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (patient_id, from_on, to_on) DO UPDATE
       SET planned = excluded.planned, entered = excluded.entered, source = excluded.source, recorded_by = excluded.recorded_by`,
    [patientId, period.from, period.to, period.planned, period.entered, source, user.id],
  );
  const words = `Diary ${shortDate(period.from)} to ${shortDate(period.to)}: ${period.entered} of ${period.planned}`;
  await homeTherapyEvent(tx, user, patientId, words);
  await recordAudit(tx, user, { action: 'update', entity: 'haemtrack_period', patientId, detail: source });
}

export async function recordDiaryBleed(
  tx: Tx,
  user: CurrentUser,
  patientId: string,
  bleed: z.output<typeof RecordDiaryBleed>,
): Promise<void> {
  await homeTherapyOf(tx, patientId);
  if (bleed.on > londonDate(await databaseNow(tx)))
    throw new InvalidInput([{ field: 'on', message: 'This day is still to come. Check it.' }]);
  const made = await insertOnce(tx, DiaryBleed, { patientId, bledOn: bleed.on, site: bleed.site, recordedBy: user.id });
  if (made === null) throw new Refused('This bleed is recorded already.');
  await homeTherapyEvent(tx, user, patientId, `Bleed in the diary on ${shortDate(bleed.on)}`);
  await recordAudit(tx, user, { action: 'create', entity: 'diary_bleed', entityId: made, patientId });
}
