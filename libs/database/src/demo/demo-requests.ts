import { randomUUID } from 'node:crypto';
import { doBy } from '@shared-care/domain/request-clock';
import { isRequestDone, type RequestState, type RequestType } from '@shared-care/domain/request-states';
import type { EntityManager } from 'typeorm';
import { Request, RequestEvent, type RequestFacts } from '../entities/request';
import type { DemoPatient } from './load-demo';

interface DemoRequest {
  child: string;
  type: RequestType;
  /** The way it went, from its first state to where it is. */
  way: RequestState[];
  daysAgo: number;
  source?: Request['source'];
  details: string;
  owner?: string;
  neededInDays?: number;
  waits?: Pick<Request, 'waitingOn' | 'waitingBecause'>;
}

const BOYD = 'a.boyd@example.org';
const FERRARS = 'j.ferrars@example.org';
const DAY = 86_400_000;
const WAITS_FOR_NOBODY = {
  ownerId: null,
  details: null,
  doneAt: null,
  waitingOn: null,
  waitingBecause: null,
  waitingUntil: null,
  waitingSince: null,
};

/** Every kind of request in every kind of hurry. Words are invented. */
const REQUESTS: readonly DemoRequest[] = [
  {
    child: 'Kowalski',
    type: 'repeat_prescription',
    way: ['requested'],
    daysAgo: 6,
    details: 'Could we have the usual factor and a box of butterfly needles? We have enough for about a week.',
  },
  {
    child: 'García-López',
    type: 'repeat_prescription',
    way: ['requested', 'checked'],
    daysAgo: 1,
    details: 'Repeat prescription, as last time.',
    owner: BOYD,
  },
  {
    child: 'Patel',
    type: 'repeat_prescription',
    way: ['requested', 'checked', 'prescribed', 'ready'],
    daysAgo: 3,
    details: 'Will collect on Friday after school.',
    owner: FERRARS,
  },
  {
    child: 'Ahmed',
    type: 'dental_advice',
    way: ['requested'],
    daysAgo: 1,
    source: 'telephone',
    details: 'A back tooth has to come out. The dentist asks what to do before and after.',
    neededInDays: 8,
  },
  {
    child: 'Williams',
    type: 'psychology',
    way: ['discussed', 'consented', 'referred'],
    daysAgo: 12,
    source: 'clinic',
    details: 'Afraid of needles since the last admission; asked for help with it.',
    owner: BOYD,
  },
  {
    child: 'Brown',
    type: 'vaccination_question',
    way: ['requested'],
    daysAgo: 0,
    details: 'The practice nurse asks how the pre-school vaccines should be given.',
  },
  {
    child: 'Taylor',
    type: 'financial_help',
    way: ['requested'],
    daysAgo: 4,
    source: 'telephone',
    details: 'Travel to clinic is getting expensive. Is there any help?',
  },
  {
    child: 'Khan',
    type: 'local_support',
    way: ['requested', 'agreed', 'running'],
    daysAgo: 60,
    details: 'Community nurses give the Friday dose at school.',
    owner: FERRARS,
  },
  {
    child: 'Ferreira',
    type: 'repeat_prescription',
    way: ['requested', 'checked'],
    daysAgo: 2,
    details: 'Tranexamic acid for school.',
    owner: FERRARS,
    waits: { waitingOn: 'pharmacy', waitingBecause: 'Out of stock, expected next week' },
  },
  {
    child: 'Novák',
    type: 'general',
    way: ['requested'],
    daysAgo: 0,
    details: 'School trip in June: what should the teachers know?',
  },
  {
    child: 'Andersson',
    type: 'repeat_prescription',
    way: ['requested', 'checked', 'prescribed', 'ready', 'posted'],
    daysAgo: 5,
    details: 'Can you post it? We cannot come this month.',
    owner: BOYD,
  },
];

export async function demoRequests(
  tx: EntityManager,
  { users, patients, now }: { users: Map<string, string>; patients: DemoPatient[]; now: Date },
): Promise<void> {
  const found = await tx.query<{ day: string }[]>('SELECT holiday_on AS day FROM bank_holidays');
  const holidays = new Set(found.map(({ day }) => day));
  for (const request of REQUESTS) {
    const patientId = patients.find(({ child }) => child.family === request.child)!.id;
    await insert(tx, request, { patientId, users, holidays, now });
  }
}

async function insert(
  tx: EntityManager,
  request: DemoRequest,
  given: { patientId: string; users: Map<string, string>; holidays: ReadonlySet<string>; now: Date },
): Promise<void> {
  const { patientId, users, holidays, now } = given;
  const id = randomUUID();
  const receivedAt = new Date(now.getTime() - request.daysAgo * DAY - 3_600_000);
  const at = (step: number): Date =>
    new Date(receivedAt.getTime() + ((now.getTime() - receivedAt.getTime()) * step) / request.way.length);
  const state = request.way.at(-1)!;
  const since = at(request.way.length - 1);
  const done = isRequestDone(request.type, state);
  const day = (days: number): string => new Date(now.getTime() + days * DAY).toISOString().slice(0, 10);
  const neededBy = request.neededInDays === undefined ? null : day(request.neededInDays);
  const clock = { type: request.type, state, receivedAt, since, neededBy, pausedWorkingDays: request.waits ? 5 : 0 };
  const by = users.get(request.owner ?? BOYD)!;
  await tx.insert(Request, {
    ...clock,
    id,
    patientId,
    source: request.source ?? 'email',
    doBy: doBy(clock, holidays),
    ownerId: request.owner ? by : null,
    details: request.details,
    doneAt: done ? since : null,
    createdBy: by,
    ...(request.waits && { ...request.waits, waitingUntil: day(7), waitingSince: since }),
  });
  const before = (step: number): RequestFacts => {
    const then = { ...clock, state: request.way[step]!, since: at(step), pausedWorkingDays: 0 };
    const { state: was, since: from, pausedWorkingDays } = then;
    return { ...WAITS_FOR_NOBODY, state: was, since: from, pausedWorkingDays, neededBy, doBy: doBy(then, holidays) };
  };
  for (const [step, to] of request.way.entries()) {
    await tx.insert(RequestEvent, {
      requestId: id,
      at: at(step),
      by,
      kind: step === 0 ? 'received' : 'stepped',
      fromState: request.way[step - 1] ?? null,
      toState: to,
      before: step === 0 ? null : { ...before(step - 1), ownerId: by, details: request.details },
    });
  }
}
