import type {
  RequestDetail,
  RequestEvent as EventOnScreen,
  RequestInList,
} from '@shared-care/contracts/requests/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Request, RequestEvent, type RequestFacts } from '@shared-care/database/entities/request';
import { londonDate } from '@shared-care/domain/london-time';
import { timeLeftInWords, urgency } from '@shared-care/domain/request-clock';
import { nextRequestStates } from '@shared-care/domain/request-states';
import { recordAudit } from '../audit/audit';
import { IDENTITY } from '../patients/patient-rows';
import { NOW_ONCE } from '../platform/asked-once';
import { Conflict, NotFound, Refused } from '../platform/problems';
import { askCalendar } from '../hospitals/hospitals';
import { Question } from '../platform/questions';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { insertRow } from '../platform/write-row';

/** Every bank holiday known: a limit may reach half a year ahead. */
export function holidayCalendar(tx: Tx): Promise<ReadonlySet<string>> {
  return askHolidayCalendar().ask(tx);
}

const askHolidayCalendar = () => askCalendar('SELECT holiday_on AS day FROM bank_holidays');

/** A request aliased `r` with its child `p`, its owner `o` and the hospital `h` that the child is linked to. */
export const OF_REQUEST = `requests r JOIN patients p ON p.id = r.patient_id LEFT JOIN users o ON o.id = r.owner_id
  LEFT JOIN LATERAL (
    SELECT json_build_object('id', hospitals.id, 'name', hospitals.name) AS hospital, hospitals.id AS hospital_id
    FROM shared_care_links l JOIN hospitals ON hospitals.id = l.hospital_id
    WHERE l.patient_id = r.patient_id AND l.role = 'primary'
      AND ${NOW_ONCE} >= l.valid_from AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to)) h ON true`;

const IN_LIST = `
  SELECT r.id, r.reference, r.version, r.type, r.state, r.source, r.received_at AS "receivedAt", r.needed_by AS "neededBy",
         r.do_by AS "doBy", r.details, r.done_at AS "doneAt", ${IDENTITY} AS patient, h.hospital,
         CASE WHEN o.id IS NULL THEN NULL ELSE json_build_object('id', o.id, 'displayName', o.display_name) END AS owner,
         CASE WHEN r.waiting_on IS NULL THEN NULL ELSE json_build_object('on', r.waiting_on, 'because', r.waiting_because,
           'until', r.waiting_until, 'since', r.waiting_since) END AS waiting
  FROM ${OF_REQUEST}`;

type Row = Omit<RequestInList, 'urgency' | 'timeLeft' | 'next'>;

/** Requests that meet a condition on `r` (and `h.hospital_id`), as lists show them; without a page all of them. */
export async function requestsWhere(
  tx: Tx,
  condition: string,
  parameters: unknown[],
  order: string,
  page?: { rows: number; after: number },
): Promise<RequestInList[]> {
  const cut = parameters.length;
  // As parameters: each page in the text would be another text to keep prepared.
  const part = page ? `LIMIT $${cut + 1} OFFSET $${cut + 2}` : '';
  const { found, holidays } = await Question.all({
    found: Question.rows<Row>(`${IN_LIST} WHERE ${condition} ORDER BY ${order} ${part}`, [
      ...parameters,
      ...(page ? [page.rows, page.after] : []),
    ]),
    holidays: askHolidayCalendar(),
  }).ask(tx);
  const today = londonDate(await databaseNow(tx));
  return found.map((row) => {
    const counts = row.doBy !== null && !(row.waiting && row.waiting.until > today);
    return {
      ...row,
      urgency: counts ? urgency(row.doBy!, today, holidays) : null,
      timeLeft: counts ? timeLeftInWords(row.doBy!, today, holidays) : null,
      next: [...nextRequestStates(row.type, row.state)],
    };
  });
}

export type LockedRequest = Request & { now: Date; ownerName: string | null };

/**
 * Locks one request for the rest of the transaction.
 *
 * @throws Conflict when it changed since the caller saw it
 */
export async function lockRequest(tx: Tx, id: string, seen: number | null): Promise<LockedRequest> {
  const found = await tx.findOne(Request, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!found) throw new NotFound();
  const [owner] = found.ownerId
    ? await rows<{ name: string }>(tx, 'SELECT display_name AS name FROM users WHERE id = $1', [found.ownerId])
    : [];
  if (seen !== null && found.version !== seen) {
    throw new Conflict('This request changed since you opened it. Look at it again, then decide.', {
      version: found.version,
      state: found.state,
      owner: owner?.name ?? null,
    });
  }
  return { ...found, now: await databaseNow(tx), ownerName: owner?.name ?? null };
}

export function refuseWhenDone({ doneAt }: Request): void {
  if (doneAt) throw new Refused('This request is done. Open a new one if there is more to do.');
}

export interface HistoryLine {
  kind: EventOnScreen['kind'];
  note?: string | null;
  undoes?: string;
}

/** Writes the change, its line of history with the row as it was, and the audit row. */
export async function changeRequest(
  tx: Tx,
  user: CurrentUser,
  request: LockedRequest,
  change: Partial<RequestFacts>,
  line: HistoryLine,
): Promise<void> {
  await tx.update(Request, { id: request.id }, { ...change, version: () => 'version + 1' });
  await insertRow(tx, RequestEvent, {
    requestId: request.id,
    at: request.now,
    by: user.id,
    kind: line.kind,
    fromState: request.state,
    toState: change.state ?? request.state,
    note: line.note ?? null,
    before: factsOf(request),
    undoes: line.undoes ?? null,
  });
  await recordAudit(tx, user, {
    action: 'update',
    entity: 'request',
    entityId: request.id,
    entityVersion: request.version + 1,
    patientId: request.patientId,
    detail: line.kind + (change.state ? ` ${change.state}` : ''),
  });
}

function factsOf(request: Request): RequestFacts {
  const { state, since, pausedWorkingDays, neededBy, doBy, ownerId, details, doneAt } = request;
  const { waitingOn, waitingBecause, waitingUntil, waitingSince } = request;
  return {
    ...{ state, since, pausedWorkingDays, neededBy, doBy, ownerId, details, doneAt },
    ...{ waitingOn, waitingBecause, waitingUntil, waitingSince },
  };
}

/** The history of a request, oldest first. */
export function requestEvents(tx: Tx, id: string): Promise<RequestDetail['events']> {
  return rows<EventOnScreen>(
    tx,
    `SELECT e.id::text, e.at, u.display_name AS by, e.kind, e.from_state AS from, e.to_state AS to, e.note,
            EXISTS (SELECT 1 FROM request_events back WHERE back.undoes = e.id) AS undone
     FROM request_events e LEFT JOIN users u ON u.id = e.by WHERE e.request_id = $1 ORDER BY e.id`,
    [id],
  );
}
