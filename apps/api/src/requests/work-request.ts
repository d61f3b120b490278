import type { ChangeRequest, StepRequest, WaitRequest } from '@shared-care/contracts/requests/shapes';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import type { RequestFacts } from '@shared-care/database/entities/request';
import { londonDate } from '@shared-care/domain/london-time';
import { doBy, workingDaysBetween } from '@shared-care/domain/request-clock';
import {
  countsSinceReceipt,
  isRequestDone,
  mayStep,
  REQUEST_STATES,
  STEP_NEEDS,
} from '@shared-care/domain/request-states';
import type { z } from 'zod';
import { Conflict, InvalidInput, Refused } from '../platform/problems';
import { rows, type Tx } from '../platform/tx';
import { changeRequest, holidayCalendar, lockRequest, refuseWhenDone, type LockedRequest } from './request-rows';

/** The furthest a request may be put aside: a slip of the year must not lose it. */
const MOST_WAITING_DAYS = 90;

/** Takes the next step of a request; the person who takes the first one owns it. */
export async function stepRequest(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof StepRequest>,
): Promise<number> {
  const request = await lockRequest(tx, id, asked.version);
  if (!mayStep(request.type, request.state, asked.to)) {
    throw new Refused(
      `This request is “${REQUEST_STATES[request.state]}”, so it cannot become “${REQUEST_STATES[asked.to]}”.`,
    );
  }
  const needs = STEP_NEEDS[asked.to];
  if (needs && !asked.note) throw new InvalidInput([{ field: 'note', message: `Enter ${needs}.` }]);
  const done = isRequestDone(request.type, asked.to);
  const running = await withoutWait(tx, request);
  // A limit that counts from this step starts with a clock of its own.
  const goesOn = countsSinceReceipt(request.type, asked.to) ? running : { ...running, pausedWorkingDays: 0 };
  const change = { ...goesOn, state: asked.to, since: request.now, doneAt: done ? request.now : null };
  const due = await dueAfter(tx, request, change);
  await changeRequest(
    tx,
    user,
    request,
    { ...change, doBy: due, ownerId: request.ownerId ?? user.id },
    { kind: 'stepped', note: asked.note },
  );
  return request.version + 1;
}

/** "I do this one." Gives the new version; null when the caller has it already, so that nothing changed. */
export async function takeRequest(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<number | null> {
  const request = await lockRequest(tx, id, null);
  refuseWhenDone(request);
  if (request.ownerId === user.id) return null;
  if (request.ownerId)
    throw new Conflict(`${request.ownerName ?? 'Somebody'} has taken this request.`, { owner: request.ownerName });
  if (request.version !== seen) await lockRequest(tx, id, seen);
  await changeRequest(tx, user, request, { ownerId: user.id }, { kind: 'taken' });
  return request.version + 1;
}

export async function giveBackRequest(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const request = await lockRequest(tx, id, seen);
  refuseWhenDone(request);
  if (request.ownerId !== user.id) throw new Refused('Only who has taken a request can give it back.');
  await changeRequest(tx, user, request, { ownerId: null }, { kind: 'given_back' });
}

/** Puts a request aside until a day; its clock stands still meanwhile. */
export async function waitRequest(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof WaitRequest>,
): Promise<number> {
  const request = await lockRequest(tx, id, asked.version);
  refuseWhenDone(request);
  const today = londonDate(request.now);
  const days = (Date.parse(asked.until) - Date.parse(today)) / 86_400_000;
  if (days < 1) throw new InvalidInput([{ field: 'until', message: 'Choose a day that is still to come.' }]);
  if (days > MOST_WAITING_DAYS)
    throw new InvalidInput([{ field: 'until', message: `Choose a day within ${MOST_WAITING_DAYS} days.` }]);
  const running = await withoutWait(tx, request);
  const stands = workingDaysBetween(today, asked.until, await holidayCalendar(tx));
  const change = {
    waitingOn: asked.on,
    waitingBecause: asked.because,
    waitingUntil: asked.until,
    waitingSince: request.now,
    pausedWorkingDays: (running.pausedWorkingDays ?? request.pausedWorkingDays) + stands,
  };
  const due = await dueAfter(tx, request, change);
  await changeRequest(tx, user, request, { ...change, doBy: due }, { kind: 'waits', note: asked.because });
  return request.version + 1;
}

export async function resumeRequest(tx: Tx, user: CurrentUser, id: string, seen: number): Promise<void> {
  const request = await lockRequest(tx, id, seen);
  refuseWhenDone(request);
  if (!request.waitingOn) throw new Refused('This request is not waiting.');
  const change = await withoutWait(tx, request);
  await changeRequest(tx, user, request, { ...change, doBy: await dueAfter(tx, request, change) }, { kind: 'resumed' });
}

export async function changeRequestFacts(
  tx: Tx,
  user: CurrentUser,
  id: string,
  asked: z.output<typeof ChangeRequest>,
): Promise<void> {
  const request = await lockRequest(tx, id, asked.version);
  refuseWhenDone(request);
  const change = { neededBy: asked.neededBy, details: asked.details || null };
  await changeRequest(tx, user, request, { ...change, doBy: await dueAfter(tx, request, change) }, { kind: 'changed' });
}

export async function noteRequest(tx: Tx, user: CurrentUser, id: string, note: string): Promise<void> {
  await changeRequest(tx, user, await lockRequest(tx, id, null), {}, { kind: 'noted', note });
}

/** Ends every running request of a child at once: after a death or a move nothing is asked for them any more. */
export async function stopRequests(tx: Tx, user: CurrentUser, patientId: string, because: string): Promise<number> {
  const running = await rows<{ id: string }>(
    tx,
    'SELECT id FROM requests WHERE patient_id = $1 AND done_at IS NULL ORDER BY id FOR UPDATE',
    [patientId],
  );
  for (const { id } of running) {
    const request = await lockRequest(tx, id, null);
    await changeRequest(
      tx,
      user,
      request,
      { ...NO_WAIT, state: 'cancelled', since: request.now, doneAt: request.now, doBy: null },
      { kind: 'stopped', note: because },
    );
  }
  return running.length;
}

const NO_WAIT = { waitingOn: null, waitingBecause: null, waitingUntil: null, waitingSince: null } as const;

/** The end of a wait. All of its working days were taken off the clock when it began: those not used are given back. */
async function withoutWait(tx: Tx, request: LockedRequest): Promise<Partial<RequestFacts>> {
  if (!request.waitingSince || !request.waitingUntil) return {};
  const today = londonDate(request.now);
  const unused =
    today < request.waitingUntil ? workingDaysBetween(today, request.waitingUntil, await holidayCalendar(tx)) : 0;
  return { ...NO_WAIT, pausedWorkingDays: request.pausedWorkingDays - unused };
}

async function dueAfter(tx: Tx, request: LockedRequest, change: Partial<RequestFacts>): Promise<string | null> {
  return doBy({ ...request, ...change }, await holidayCalendar(tx));
}
