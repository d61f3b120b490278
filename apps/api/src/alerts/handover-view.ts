import type { AlertInQueue } from '@shared-care/contracts/alerts/answers';
import type { Colleague, HandoverAlert, HandoverView } from '@shared-care/contracts/handover/answers';
import type { AnswerOvernightCalls } from '@shared-care/contracts/handover/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { OvernightCallAnswer } from '@shared-care/database/entities/rota';
import { handoverMoment } from '@shared-care/domain/handover';
import { recordAudit } from '../audit/audit';
import { bankHolidays } from '../hospitals/hospitals';
import { Conflict, Refused } from '../platform/problems';
import { sideBySide } from '../platform/questions';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertOnce } from '../platform/write-row';
import { alertInQueue, NOT_CLOSED, URGENCY, WORKED } from './alert-queue';
import { colleagues } from './hand-over';
import { LAST_NOTE } from './handover-notes';
import { askHandoverState } from './handover-state';

/** Everything somebody taking over needs to know, most urgent first (domain W3, W4.3, question 9). */
export async function handoverView(tx: Tx, user: CurrentUser): Promise<HandoverView> {
  const now = await databaseNow(tx);
  const moment = handoverMoment(now, await bankHolidays(tx));
  const { running, overnight, answered, late, nightOwners, state } = await sideBySide(tx, {
    running: runningAlerts,
    overnight: (one) => endedSince(one, moment.nightBegan),
    answered: (one) => callsAnswered(one, moment.morning),
    late: (one) => foundLater(one, moment.nightBegan),
    nightOwners: (one) => colleaguesAt(one, moment.nightFrom),
    state: (one) => askHandoverState().ask(one),
  });
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'handover',
    patientIds: childrenOf([...running.map(({ alert }) => alert), ...overnight]),
    detail: `${running.length} running, ${overnight.length} ended since`,
  });
  return {
    kind: moment.kind,
    nightBegan: moment.nightBegan.toISOString(),
    nightFrom: moment.nightFrom.toISOString(),
    nightOwners: nightOwners.filter(({ duty }) => duty !== null),
    running,
    overnight,
    calls: { answered, foundLater: late },
    state,
    now: now.toISOString(),
  };
}

function endedSince(tx: Tx, since: Date): Promise<AlertInQueue[]> {
  return rows<AlertInQueue>(
    tx,
    `${alertInQueue()} WHERE ${WORKED} AND NOT ${NOT_CLOSED}
       AND (al.opened_at >= $1 OR al.closed_at >= $1 OR al.withdrawn_at >= $1)
     ORDER BY al.opened_at DESC, al.id`,
    [since],
  );
}

async function callsAnswered(tx: Tx, morning: string): Promise<HandoverView['calls']['answered']> {
  const [answered] = await rows<NonNullable<HandoverView['calls']['answered']>>(
    tx,
    `SELECT c.answer, u.display_name AS by, c.answered_at AS at
     FROM overnight_call_answers c JOIN users u ON u.id = c.answered_by WHERE c.morning = $1`,
    [morning],
  );
  return answered ?? null;
}

async function foundLater(tx: Tx, since: Date): Promise<number> {
  const [late] = await rows<{ count: number }>(
    tx,
    `SELECT count(*)::int AS count FROM attendance_sources WHERE kind = 'later_discovery' AND recorded_at >= $1`,
    [since],
  );
  return late!.count;
}

async function runningAlerts(tx: Tx): Promise<HandoverAlert[]> {
  type Row = AlertInQueue & Pick<HandoverAlert, 'agreedNextStep' | 'note'>;
  const columns = `, last.agreed_next_step AS "agreedNextStep", ${LAST_NOTE} AS note`;
  const joins = `LEFT JOIN LATERAL (SELECT e.agreed_next_step FROM liaison_entries e
                       WHERE e.alert_id = al.id AND e.struck_at IS NULL
                       ORDER BY e.at DESC, e.recorded_at DESC LIMIT 1) AS last ON true`;
  const found = await rows<Row>(
    tx,
    `${alertInQueue({ columns, joins })} WHERE ${WORKED} AND ${NOT_CLOSED} ORDER BY ${URGENCY}`,
  );
  return found.map(({ agreedNextStep, note, ...alert }) => ({
    alert,
    agreedNextStep,
    nextContactAt: alert.nextContactAt,
    note,
  }));
}

function childrenOf(alerts: readonly AlertInQueue[]): string[] {
  return [...new Set(alerts.flatMap(({ patient }) => (patient ? [patient.id] : [])))];
}

/** The people of the unit, each with the duty by which an alert of that instant would reach them. */
export async function colleaguesAt(tx: Tx, at: Date): Promise<Colleague[]> {
  const { told, everybody } = await sideBySide(tx, {
    told: (one) =>
      rows<{ userId: string; because: string }>(
        one,
        'SELECT user_id AS "userId", because FROM sec.people_to_tell($1, 0)',
        [at],
      ),
    everybody: colleagues,
  });
  const duties = new Map(told.map(({ userId, because }) => [userId, because]));
  return everybody.map((colleague) => ({ ...colleague, duty: duties.get(colleague.id) ?? null }));
}

/** To whom an alert can go now: those on for the next night first, since that is whom it mostly goes to. */
export async function colleaguesToChoose(tx: Tx): Promise<Colleague[]> {
  const { nightFrom } = handoverMoment(await databaseNow(tx), await bankHolidays(tx));
  const people = await colleaguesAt(tx, nightFrom);
  return [...people].sort((one, other) => Number(other.duty !== null) - Number(one.duty !== null));
}

/**
 * "Calls overnight?", asked once each working morning and answered once (W3.6).
 *
 * @throws Conflict naming who answered first
 */
export async function answerOvernightCalls(tx: Tx, user: CurrentUser, asked: AnswerOvernightCalls): Promise<void> {
  const now = await databaseNow(tx);
  const moment = handoverMoment(now, await bankHolidays(tx));
  if (moment.kind !== 'morning') throw new Refused('Calls overnight are asked for from 08:30 on working days.');
  const inserted = await insertOnce(tx, OvernightCallAnswer, {
    morning: moment.morning,
    answer: asked.answer,
    answeredBy: user.id,
  });
  if (inserted === null) throw new Conflict('A colleague has answered this already. Look at the page again.');
  await recordAudit(tx, user, {
    action: 'create',
    entity: 'overnight_calls',
    detail: `${moment.morning} ${asked.answer}`,
  });
}
