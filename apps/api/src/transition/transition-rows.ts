import type { TransitionAnswer, TransitionInList, TransitionRecord } from '@shared-care/contracts/transition/answers';
import { londonDate, shortDate } from '@shared-care/domain/london-time';
import {
  agesReached,
  quarterOf,
  TRANSITION_ITEMS,
  transitionGroup,
  transitionMissing,
  type TransitionItem,
} from '@shared-care/domain/transition';
import { DUE_ON } from '../hospitals/arrangement-facts';
import { IDENTITY } from '../patients/patient-rows';
import { NOW_ONCE } from '../platform/asked-once';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';

type Row = TransitionRecord & {
  patient: TransitionInList['patient'];
  answers: TransitionAnswer[];
  openAccess: { hospital: string; counts: boolean; until: string }[];
};
export type TransitionWithAnswers = TransitionInList & { checklist: TransitionAnswer[] };

/** Young people who meet a condition on `p` (the person) or `t` (the plan), the oldest first. */
export async function transitionsWhere(
  tx: Tx,
  condition: string,
  parameters: unknown[],
): Promise<TransitionWithAnswers[]> {
  const found = await rows<Row>(
    tx,
    `SELECT ${IDENTITY} AS patient, t.stage, t.key_worker AS "keyWorker", t.adult_centre AS "adultCentre",
            t.transfer_on AS "transferOn", t.first_adult_visit_on AS "firstAdultVisitOn", coalesce(t.version, 0) AS version,
            u.display_name AS "changedBy", t.changed_at AS "changedAt",
            coalesce((SELECT json_agg(json_build_object('item', x.item, 'done', x.done, 'note', x.note, 'by', x.by, 'at', x.at,
                                                        'answerId', x.id::text))
                      FROM (SELECT DISTINCT ON (n.item) n.item, n.done, n.note, n.id, n.answered_at AS at, w.display_name AS by
                            FROM transition_answers n JOIN users w ON w.id = n.answered_by
                            WHERE n.patient_id = p.id ORDER BY n.item, n.id DESC) x), '[]') AS answers,
            coalesce((SELECT json_agg(json_build_object('hospital', o.name, 'until', o.until,
                                                        'counts', o.validity IN ('valid', 'due_review')) ORDER BY o.name)
                      FROM (SELECT h.name,
                                   least((a.ends_at AT TIME ZONE 'Europe/London')::date, ${DUE_ON} + 30) AS until,
                                   sec.open_access_validity(a.state, a.agreed_at, a.starts_at, a.ends_at, ${DUE_ON}, ${NOW_ONCE}) AS validity
                            FROM open_access_arrangements a JOIN hospitals h ON h.id = a.hospital_id
                            WHERE a.patient_id = p.id) o
                      WHERE o.validity IN ('valid', 'due_review', 'suspended', 'expired')), '[]') AS "openAccess"
     FROM patients p LEFT JOIN transitions t ON t.patient_id = p.id LEFT JOIN users u ON u.id = t.changed_by
     WHERE p.merged_into_id IS NULL AND ${condition} ORDER BY p.birth_date, p.family_name, p.given_name, p.id`,
    parameters,
  );
  const today = londonDate(await databaseNow(tx));
  return found.map((row) => inList(row, today));
}

/** @throws NotFound when the young person is not there, or not the caller's to see */
export async function transitionOf(tx: Tx, patientId: string): Promise<TransitionWithAnswers> {
  const [found] = await transitionsWhere(tx, 'p.id = $1', [patientId]);
  if (!found) throw new NotFound();
  return found;
}

function inList({ answers, openAccess, ...row }: Row, today: string): TransitionWithAnswers {
  const plan = row.version === 0 ? null : row;
  const { birthDate } = row.patient;
  return {
    ...row,
    group: row.patient.diedOn ? null : transitionGroup(birthDate, plan, today),
    missing: transitionMissing(plan, new Set(answers.filter(({ done }) => done).map(({ item }) => item))),
    gaps: gapsBeforeTheVisit(row, openAccess),
    turns: agesReached(birthDate, quarterOf(today)),
    checklist: Object.keys(TRANSITION_ITEMS).map(
      (item) => answers.find((answer) => answer.item === item) ?? unanswered(item as TransitionItem),
    ),
  };
}

const unanswered = (item: TransitionItem): TransitionAnswer => ({
  item,
  done: false,
  note: null,
  by: null,
  at: null,
  answerId: null,
});

/** W9.3: people may not end open access before the first adult visit; dates still can, so they are named in time. */
function gapsBeforeTheVisit(
  { transferOn, firstAdultVisitOn }: Pick<TransitionRecord, 'transferOn' | 'firstAdultVisitOn'>,
  openAccess: Row['openAccess'],
): string[] {
  if (transferOn === null || firstAdultVisitOn !== null) return [];
  const counting = openAccess.filter(({ counts }) => counts);
  if (counting.length === 0)
    return ['No open access counts today, and the first adult visit is still to come. Agree one, or renew it.'];
  return counting
    .filter(({ until }) => until < transferOn)
    .map(
      ({ hospital, until }) =>
        `Open access at ${hospital} runs out on ${shortDate(until)}, before the transfer. Renew it.`,
    );
}
