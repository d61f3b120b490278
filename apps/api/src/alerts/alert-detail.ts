import type {
  AlertDetail,
  AlertEvent,
  AlertInQueue,
  ChecklistLine,
  FactChange,
  LiaisonEntry,
} from '@shared-care/contracts/alerts/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { allowedActions } from '@shared-care/domain/alert-states';
import {
  CHECKLIST_ITEMS,
  missingToClose,
  type ChecklistAnswer,
  type ChecklistItem,
  type TickedItem,
} from '@shared-care/domain/close-checklist';
import type { Tier } from '@shared-care/domain/alert-tier';
import { isHigher, whyNotLower } from '@shared-care/domain/tier-change';
import { recordAudit } from '../audit/audit';
import { asWritten } from '../hospitals/phone-number';
import { askWhereAndWhom } from '../hospitals/where-and-whom';
import { askCommentsOn } from '../link-consultants/consultant-comments';
import { NotFound } from '../platform/problems';
import { Question } from '../platform/questions';
import { rows, type Tx } from '../platform/tx';
import { alertInQueue, WORKED } from './alert-queue';
import { deliveriesOf } from './deliveries';
import { askOpenCorrection } from './corrections';
import { askLastNote } from './handover-notes';

type Main = AlertInQueue &
  Pick<
    AlertDetail,
    | 'attendanceCategory'
    | 'callBack'
    | 'note'
    | 'loggedBy'
    | 'openAccessBecause'
    | 'firstTreatmentProduct'
    | 'reportedAt'
    | 'asSaid'
  >;

/** Opens an alert, which is recorded as a look at the child. */
export async function openAlert(tx: Tx, user: CurrentUser, alertId: string): Promise<AlertDetail> {
  const detail = await alertDetail(tx, user, alertId);
  await recordAudit(tx, user, {
    action: 'read',
    entity: 'alert',
    entityId: alertId,
    patientId: detail.patient?.id ?? null,
  });
  return detail;
}

/** One alert with everything needed to work it; the caller leaves the audit row. */
export async function alertDetail(tx: Tx, user: CurrentUser, alertId: string): Promise<AlertDetail> {
  const columns = `, a.category AS "attendanceCategory", a.call_back AS "callBack", a.note, coalesce(logger.display_name, asker.display_name) AS "loggedBy",
    a.open_access_because AS "openAccessBecause", a.first_treatment_product AS "firstTreatmentProduct", coalesce(a.reported_at, al.opened_at) AS "reportedAt", h.id AS "hospitalId",
    CASE WHEN a.unmatched_name IS NOT NULL THEN
      json_build_object('name', a.unmatched_name, 'birthDate', a.unmatched_birth_date, 'phone', a.unmatched_phone) END AS "asSaid"`;
  const joins = 'LEFT JOIN users logger ON logger.id = a.logged_by';
  const [alert] = await rows<Main & { hospitalId: string | null }>(
    tx,
    `${alertInQueue({ columns, joins })} WHERE al.id = $1 AND ${WORKED}`,
    [alertId],
  );
  if (!alert) throw new NotFound();
  const { hospitalId, ...main } = alert;
  const found = await Question.all({
    where: askWhereAndWhom(
      {
        patientId: main.patient?.id ?? null,
        at: hospitalId ? { hospitalId, unitKind: main.attendance ? main.attendance.unitKind : 'ed' } : null,
      },
      null,
    ),
    now: Question.now(),
    liaisonEntries: liaison(alertId),
    ticks: ticks(alertId),
    changes: factChanges(main),
    consultantComments: askCommentsOn(alertId),
    events: history(alertId),
    handoverNote: askLastNote(alertId),
    deliveries: deliveriesOf(alertId),
    correction: askOpenCorrection(user, alertId),
  }).ask(tx);
  const { where, liaisonEntries, consultantComments, events, handoverNote, deliveries, correction } = found;
  const checklist = main.tier === 'blue' || !main.attendance ? [] : checklistLines(main, liaisonEntries, found.ticks);
  return {
    ...main,
    // As they were said on the telephone; shown as they are dialled.
    callBack: main.callBack && asWritten(main.callBack),
    asSaid: main.asSaid && { ...main.asSaid, phone: main.asSaid.phone && asWritten(main.asSaid.phone) },
    // Of an emergency access the hospital is where the consultant works: there the child is, or is expected.
    ringNow: where.ring,
    closedHospitals: where.closed,
    ...found.changes,
    liaisonEntries,
    checklist,
    missingToClose: missing(main, checklist, liaisonEntries),
    consultantComments,
    events,
    handoverNote,
    deliveries,
    correction,
    mayLowerTo: (['amber', 'blue'] as const).filter((tier) => whyNotLower(main, tier) === null),
    allowedActions: allowedActions(main.state),
    now: found.now.toISOString(),
  };
}

function liaison(alertId: string): Question<LiaisonEntry[]> {
  return Question.rows<LiaisonEntry>(
    `SELECT e.id, e.at, e.direction, e.with_role AS "withRole", e.with_name AS "withName", e.number_used AS "numberUsed",
            e.result, e.advice_asked AS "adviceAsked", e.advice_given AS "adviceGiven", e.agreed_next_step AS "agreedNextStep",
            e.next_contact_at AS "nextContactAt", u.display_name AS "recordedBy", e.recorded_at AS "recordedAt",
            CASE WHEN e.struck_at IS NOT NULL THEN json_build_object('at', e.struck_at, 'by', s.display_name,
              'because', e.struck_because) END AS struck
     FROM liaison_entries e JOIN users u ON u.id = e.recorded_by LEFT JOIN users s ON s.id = e.struck_by WHERE e.alert_id = $1 ORDER BY e.at DESC, e.recorded_at DESC`,
    [alertId],
  );
}

function factChanges(main: Main): Question<Pick<AlertDetail, 'factChanges' | 'lowerByRules'>> {
  return Question.rows<FactChange & { tierByRules: Tier }>(
    `SELECT c.id, c.at, u.display_name AS by, c.because, c.was, c.becomes, c.tier_by_rules AS "tierByRules"
     FROM attendance_changes c JOIN users u ON u.id = c.by WHERE c.attendance_id = $1 ORDER BY c.at, c.id`,
    [main.attendance?.id ?? null],
  ).to((changes) => {
    const byRules = changes.at(-1)?.tierByRules;
    const lower = byRules !== undefined && staysAbove(main, byRules);
    return {
      factChanges: changes.map(({ tierByRules: _, ...change }) => change),
      lowerByRules: lower ? byRules : null,
    };
  });
}

function staysAbove({ state, tier }: Main, byRules: Tier): boolean {
  return ['open', 'acknowledged', 'awaiting'].includes(state) && isHigher(tier, byRules);
}

function history(alertId: string): Question<AlertEvent[]> {
  return Question.rows<AlertEvent>(
    `SELECT e.id::text, e.at, e.kind, u.display_name AS by, e.detail
     FROM alert_events e LEFT JOIN users u ON u.id = e.by WHERE e.alert_id = $1 ORDER BY e.id DESC`,
    [alertId],
  );
}

function ticks(alertId: string): Question<ChecklistLine[]> {
  return Question.rows<ChecklistLine>(
    `SELECT c.item, c.answer, c.note, u.display_name AS by, c.answered_at AS at
     FROM checklist_answers c JOIN users u ON u.id = c.answered_by WHERE c.alert_id = $1`,
    [alertId],
  );
}

function checklistLines(main: Main, entries: LiaisonEntry[], ticks: ChecklistLine[]): ChecklistLine[] {
  const blank = (item: ChecklistItem): ChecklistLine => ({ item, answer: null, note: null, by: null, at: null });
  const advice = entries.find((entry) => hasAdvice(entry));
  const { firstTreatmentAt = null, firstTreatmentAbsentBecause = null } = main.attendance ?? {};
  const fromRecord: Partial<Record<ChecklistItem, ChecklistLine>> = {
    advice_recorded: advice && {
      item: 'advice_recorded',
      answer: 'done',
      note: null,
      by: advice.recordedBy,
      at: advice.at,
    },
    first_treatment: firstTreatmentAt
      ? { ...blank('first_treatment'), answer: 'done', note: main.firstTreatmentProduct, at: firstTreatmentAt }
      : firstTreatmentAbsentBecause
        ? { ...blank('first_treatment'), answer: 'not_needed', note: firstTreatmentAbsentBecause }
        : undefined,
  };
  return (Object.keys(CHECKLIST_ITEMS) as ChecklistItem[]).map(
    (item) => fromRecord[item] ?? ticks.find((tick) => tick.item === item) ?? blank(item),
  );
}

function hasAdvice(entry: Pick<LiaisonEntry, 'adviceGiven' | 'struck'>): boolean {
  return entry.struck === null && (entry.adviceGiven ?? '') !== '';
}

function missing(main: Main, checklist: ChecklistLine[], entries: LiaisonEntry[]): AlertDetail['missingToClose'] {
  if (!main.attendance) return [];
  const { firstTreatmentAt, firstTreatmentAbsentBecause } = main.attendance;
  const answered = checklist.filter((line) => line.answer !== null);
  return missingToClose(main.tier, {
    adviceRecorded: entries.some(hasAdvice),
    firstTreatmentKnown: firstTreatmentAt !== null || firstTreatmentAbsentBecause !== null,
    ticks: Object.fromEntries(answered.map((line) => [line.item, line.answer])) as Partial<
      Record<TickedItem, ChecklistAnswer>
    >,
  });
}
