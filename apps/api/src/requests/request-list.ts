import type { RequestDetail, RequestList, RequestsOfPatient } from '@shared-care/contracts/requests/answers';
import type { RequestQuery, RequestSort, RequestView } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { countedFromInWords } from '@shared-care/domain/request-clock';
import { REQUEST_STATES, REQUEST_TYPES } from '@shared-care/domain/request-states';
import type { z } from 'zod';
import { recordAudit } from '../audit/audit';
import { NOW_ONCE, TODAY_ONCE } from '../platform/asked-once';
import { NotFound } from '../platform/problems';
import { databaseNow, rows, type Tx } from '../platform/tx';
import { holidayCalendar, OF_REQUEST, requestEvents, requestsWhere } from './request-rows';
import { lastStepOf } from './undo-request';

/** In each view: what belongs into it. A wait that is over is to do again, even when somebody has looked at it. */
const STILL_WAITS = `r.done_at IS NULL AND r.waiting_until IS NOT NULL AND r.waiting_until > ${TODAY_ONCE}`;
const BELONGS: Readonly<Record<RequestView, string>> = {
  to_do: `r.done_at IS NULL AND NOT (${STILL_WAITS})`,
  mine: `r.done_at IS NULL AND r.owner_id = sec.uid()`,
  waiting: STILL_WAITS,
  done_this_week: `r.done_at >= date_trunc('week', ${NOW_ONCE} AT TIME ZONE 'Europe/London') AT TIME ZONE 'Europe/London'`,
};

const MATCHES = '($1::text IS NULL OR r.type = $1) AND ($2::uuid IS NULL OR h.hospital_id = $2)';
const OVERDUE = `r.done_at IS NULL AND NOT (${STILL_WAITS}) AND r.do_by < ${TODAY_ONCE}`;

const inOrder = (column: string, words: Readonly<Record<string, string>>): string =>
  `CASE ${column} ${Object.entries(words)
    .sort(([, one], [, other]) => one.localeCompare(other, 'en-GB'))
    .map(([key], place) => `WHEN '${key}' THEN ${place}`)
    .join(' ')} END`;

const SORTS: Readonly<Record<RequestSort, string>> = {
  doBy: 'r.do_by',
  received: 'r.received_at',
  type: inOrder('r.type', REQUEST_TYPES),
  child: 'lower(p.family_name)',
  state: inOrder('r.state', REQUEST_STATES),
  owner: 'lower(o.display_name)',
};

/** What a request does not have stands last, whichever way the list is turned. */
function orderOf({ view, sort, order }: z.output<typeof RequestQuery>): string {
  const by = view === 'done_this_week' && sort === 'doBy' ? '-extract(epoch FROM r.done_at)' : SORTS[sort];
  return `${by} ${order === 'down' ? 'DESC' : 'ASC'} NULLS LAST, r.do_by, r.received_at, r.id`;
}

/** Requests of one view, by the page. Every look leaves a row with the children shown. */
export async function requestList(
  tx: Tx,
  user: CurrentUser,
  query: z.output<typeof RequestQuery>,
  as: 'read' | 'export' = 'read',
): Promise<RequestList> {
  const condition = `${BELONGS[query.view]} AND ${MATCHES}`;
  const parameters = [query.type ?? null, query.hospital ?? null];
  const page =
    query.rows === undefined || as === 'export'
      ? undefined
      : { rows: query.rows, after: (query.page - 1) * query.rows };
  const requests = await requestsWhere(tx, condition, parameters, orderOf(query), page);
  const [found] = await rows<{ total: number; overdue: number }>(
    tx,
    `SELECT count(*)::int AS total, (count(*) FILTER (WHERE ${OVERDUE}))::int AS overdue
     FROM ${OF_REQUEST} WHERE ${condition}`,
    parameters,
  );
  const { total, overdue } = found!;
  const counts = await requestCounts(tx);
  await recordAudit(tx, user, {
    action: as,
    entity: 'request_list',
    patientIds: [...new Set(requests.map(({ patient }) => patient.id))],
    detail: `${query.view}, ${requests.length} of ${total} requests`,
  });
  return {
    requests,
    total,
    all: counts[query.view],
    overdue,
    counts,
    hospitals: await hospitalsOfRequests(tx),
    now: (await databaseNow(tx)).toISOString(),
  };
}

export async function requestCounts(tx: Tx): Promise<RequestList['counts']> {
  const [found] = await rows<RequestList['counts']>(
    tx,
    `SELECT ${(Object.keys(BELONGS) as RequestView[])
      .map((view) => `(count(*) FILTER (WHERE ${BELONGS[view]}))::int AS ${view}`)
      .join(', ')}
     FROM requests r WHERE r.done_at IS NULL OR ${BELONGS.done_this_week}`,
  );
  return found!;
}

function hospitalsOfRequests(tx: Tx): Promise<RequestList['hospitals']> {
  return rows(
    tx,
    `SELECT DISTINCT h.id, h.name FROM requests r JOIN shared_care_links l ON l.patient_id = r.patient_id
     JOIN hospitals h ON h.id = l.hospital_id
     WHERE r.done_at IS NULL AND l.role = 'primary' AND ${NOW_ONCE} >= l.valid_from
       AND (l.valid_to IS NULL OR ${NOW_ONCE} < l.valid_to)
     ORDER BY h.name`,
  );
}

export async function requestDetail(tx: Tx, user: CurrentUser, id: string): Promise<RequestDetail> {
  const [request] = await requestsWhere(tx, 'r.id = $1', [id], 'r.id');
  if (!request) throw new NotFound();
  await recordAudit(tx, user, { action: 'read', entity: 'request', entityId: id, patientId: request.patient.id });
  return {
    ...request,
    countedFrom: countedFromInWords(new Date(request.receivedAt), await holidayCalendar(tx)),
    events: await requestEvents(tx, id),
    undoUntil: (await lastStepOf(tx, user, id))?.undoUntil.toISOString() ?? null,
    now: (await databaseNow(tx)).toISOString(),
  };
}

/** Everything the unit was ever asked for one child, newest first. */
export async function requestsOfPatient(tx: Tx, user: CurrentUser, patientId: string): Promise<RequestsOfPatient> {
  const [patient] = await rows<{ id: string }>(tx, 'SELECT id FROM patients WHERE id = $1', [patientId]);
  if (!patient) throw new NotFound();
  const requests = await requestsWhere(tx, 'r.patient_id = $1', [patientId], 'r.received_at DESC, r.id');
  await recordAudit(tx, user, { action: 'read', entity: 'request_list', patientId });
  return { requests, now: (await databaseNow(tx)).toISOString() };
}
