import * as z from 'zod';
import { REQUEST_STATES, REQUEST_TYPES } from '@shared-care/domain/request-states';
import { keyOf } from '../text';
import { REPLY_STATES, REPLY_TEXT_STATES, REPLY_WAYS } from '@shared-care/domain/replies';
import { PatientIdentity } from '../patients/answers';
import { REQUEST_SOURCES, REQUEST_VIEWS, REQUEST_WAITS } from './shapes';

export const RequestInList = z.strictObject({
  id: z.string(),
  /** Safe to say and print: names no child. */
  reference: z.string(),
  version: z.number(),
  type: keyOf(REQUEST_TYPES),
  state: keyOf(REQUEST_STATES),
  patient: PatientIdentity,
  hospital: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  receivedAt: z.string(),
  source: keyOf(REQUEST_SOURCES),
  neededBy: z.string().nullable(),
  /** Calendar date; null when it is done. */
  doBy: z.string().nullable(),
  urgency: z.enum(['on_time', 'soon', 'due', 'overdue']).nullable(),
  /** `2 working days left`, `Overdue 1 working day`; null when it is done or waits. */
  timeLeft: z.string().nullable(),
  owner: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  /** Put aside until that day; from it on the request is to do again. */
  waiting: z
    .strictObject({
      on: keyOf(REQUEST_WAITS),
      because: z.string(),
      until: z.string(),
      since: z.string(),
    })
    .nullable(),
  details: z.string().nullable(),
  /** Steps that lead on from here, the usual one first. */
  next: z.array(keyOf(REQUEST_STATES)),
  doneAt: z.string().nullable(),
});
export type RequestInList = z.output<typeof RequestInList>;

export const RequestList = z.strictObject({
  requests: z.array(RequestInList),
  /** How many match type and hospital; `all` is what the view holds without them. */
  total: z.number(),
  all: z.number(),
  /** Of those that match: past the day on which they were to be done. */
  overdue: z.number(),
  counts: z.record(z.enum(REQUEST_VIEWS), z.number()),
  /** Hospitals that any listed request belongs to, for the filter. */
  hospitals: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  ),
  now: z.string(),
});
export type RequestList = z.output<typeof RequestList>;

export const RequestEvent = z.strictObject({
  id: z.string(),
  at: z.string(),
  by: z.string().nullable(),
  kind: z.enum([
    'received',
    'stepped',
    'taken',
    'given_back',
    'waits',
    'resumed',
    'changed',
    'noted',
    'undone',
    'stopped',
  ]),
  from: keyOf(REQUEST_STATES).nullable(),
  to: keyOf(REQUEST_STATES).nullable(),
  note: z.string().nullable(),
  /** Taken back afterwards. */
  undone: z.boolean(),
});
export type RequestEvent = z.output<typeof RequestEvent>;

export const RequestDetail = RequestInList.extend({
  /** Why the working days are counted from a later day; empty when they are not. */
  countedFrom: z.string(),
  events: z.array(RequestEvent),
  /** Until when the caller may take back their own last step; null when they may not. */
  undoUntil: z.string().nullable(),
  now: z.string(),
});
export type RequestDetail = z.output<typeof RequestDetail>;

/** Everything the unit was asked for one child, newest first. */
export const RequestsOfPatient = z.strictObject({
  requests: z.array(RequestInList),
  now: z.string(),
});
export type RequestsOfPatient = z.output<typeof RequestsOfPatient>;

/** What became of each; one that could not be done does not stop the others. */
export const SteppedRequests = z.strictObject({
  done: z.array(
    z.strictObject({
      id: z.string(),
      version: z.number(),
    }),
  ),
  refused: z.array(
    z.strictObject({
      id: z.string(),
      reference: z.string().nullable(),
      because: z.string(),
    }),
  ),
});
export type SteppedRequests = z.output<typeof SteppedRequests>;

/** One version of words in which families are replied to. */
export const ReplyText = z.strictObject({
  id: z.string(),
  /** The same for every version of one text. */
  textId: z.string(),
  versionNumber: z.number(),
  state: keyOf(REPLY_TEXT_STATES),
  /** Null: for any request. */
  type: keyOf(REQUEST_TYPES).nullable(),
  title: z.string(),
  body: z.string(),
  writtenBy: z.string(),
  changedAt: z.string(),
  approvedBy: z.string().nullable(),
  approvedAt: z.string().nullable(),
  /** The caller typed in it, and so cannot approve it. */
  mine: z.boolean(),
  version: z.number(),
});
export type ReplyText = z.output<typeof ReplyText>;

export const RequestReply = z.strictObject({
  id: z.string(),
  title: z.string(),
  way: keyOf(REPLY_WAYS),
  words: z.string(),
  /** What a person added to the approved words. */
  addition: z.string().nullable(),
  madeBy: z.string(),
  madeAt: z.string(),
  state: keyOf(REPLY_STATES),
  /** Why it was not sent, in words; null when nothing stood in its way. */
  because: z.string().nullable(),
  sentAt: z.string().nullable(),
});
export type RequestReply = z.output<typeof RequestReply>;

/** What the family of a request was told, and the words that fit it. */
export const RequestReplies = z.strictObject({
  replies: z.array(RequestReply),
  texts: z.array(z.strictObject({ id: z.string(), title: z.string(), body: z.string() })),
  /** What the words are filled with. */
  facts: z.strictObject({ child: z.string(), reference: z.string(), unit: z.string() }),
  /** Why no email goes to this family, in words; null when one may. */
  noEmail: z.string().nullable(),
  now: z.string(),
});
export type RequestReplies = z.output<typeof RequestReplies>;
