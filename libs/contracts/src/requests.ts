import {
  OPENED_BY_HAND,
  REQUEST_STATES,
  REQUEST_TYPES,
  type RequestState,
  type RequestType,
} from '@shared-care/domain/request-states';
import type { Urgency } from '@shared-care/domain/request-clock';
import * as z from 'zod';
import type { PatientIdentity } from './patients';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from './text';

export const REQUEST_VIEWS = ['to_do', 'mine', 'waiting', 'done_this_week'] as const;
export type RequestView = (typeof REQUEST_VIEWS)[number];

/** How it reached the unit. */
export const REQUEST_SOURCES = {
  email: 'Email',
  telephone: 'Telephone',
  clinic: 'Clinic',
  letter: 'Letter',
  programme: 'Found by Shared Care',
} as const;
export type RequestSource = keyof typeof REQUEST_SOURCES;

export const REQUEST_WAITS = {
  family: 'The family',
  pharmacy: 'The pharmacy',
  gp: 'The GP',
  hospital: 'The hospital',
  other: 'Someone else',
} as const;
export type RequestWait = keyof typeof REQUEST_WAITS;

const types = Object.keys(REQUEST_TYPES) as [RequestType, ...RequestType[]];

export const RequestQuery = z.strictObject({
  view: z.enum(REQUEST_VIEWS, { error: `Choose one of ${REQUEST_VIEWS.join(', ')}.` }).default('to_do'),
  type: z.enum(types, { error: 'Choose a type of request from the list.' }).optional(),
  hospital: id('a hospital').optional(),
});
export type RequestQuery = z.input<typeof RequestQuery>;

export interface RequestInList {
  id: string;
  /** Safe to say and print: names no child. */
  reference: string;
  version: number;
  type: RequestType;
  state: RequestState;
  patient: PatientIdentity;
  hospital: { id: string; name: string } | null;
  receivedAt: string;
  source: RequestSource;
  neededBy: string | null;
  /** Calendar date; null when it is done. */
  doBy: string | null;
  urgency: Urgency | null;
  /** `2 working days left`, `Overdue 1 working day`; null when it is done or waits. */
  timeLeft: string | null;
  owner: { id: string; displayName: string } | null;
  /** Put aside until that day; from it on the request is to do again. */
  waiting: { on: RequestWait; because: string; until: string; since: string } | null;
  details: string | null;
  /** Steps that lead on from here, the usual one first. */
  next: RequestState[];
  doneAt: string | null;
}

export interface RequestList {
  requests: RequestInList[];
  counts: Record<RequestView, number>;
  /** Hospitals that any listed request belongs to, for the filter. */
  hospitals: { id: string; name: string }[];
  now: string;
}

export interface RequestEvent {
  id: string;
  at: string;
  by: string | null;
  kind:
    'received' | 'stepped' | 'taken' | 'given_back' | 'waits' | 'resumed' | 'changed' | 'noted' | 'undone' | 'stopped';
  from: RequestState | null;
  to: RequestState | null;
  note: string | null;
  /** Taken back afterwards. */
  undone: boolean;
}

export interface RequestDetail extends RequestInList {
  /** Why the working days are counted from a later day; empty when they are not. */
  countedFrom: string;
  events: RequestEvent[];
  /** Until when the caller may take back their own last step; null when they may not. */
  undoUntil: string | null;
  now: string;
}

/** Everything the unit was asked for one child, newest first. */
export interface RequestsOfPatient {
  requests: RequestInList[];
  now: string;
}

export const OpenRequest = z.strictObject({
  patientId: id('a patient'),
  type: oneOf(
    Object.fromEntries(OPENED_BY_HAND.map((type) => [type, REQUEST_TYPES[type]])) as Record<RequestType, string>,
    'what is asked for',
  ),
  source: oneOf(REQUEST_SOURCES, 'how it reached the unit').default('email'),
  /** When it reached the unit; null means now. */
  receivedAt: instant('when it was received').nullable().default(null),
  neededBy: calendarDate('the day it is needed').nullable().default(null),
  details: text(4000).nullable().default(null),
  takeIt: z.boolean({ error: 'Say whether you take it yourself.' }).default(false),
});
export type OpenRequest = z.input<typeof OpenRequest>;

export const StepRequest = z.strictObject({
  version,
  to: oneOf(REQUEST_STATES, 'the next step'),
  note: text(2000).nullable().default(null),
});
export type StepRequest = z.input<typeof StepRequest>;

export const StepRequests = z.strictObject({
  requests: z
    .array(z.strictObject({ id: id('a request'), version }))
    .min(1, 'Choose one request or more.')
    .max(100, 'Choose 100 requests or fewer.'),
  to: oneOf(REQUEST_STATES, 'the next step'),
  note: text(2000).nullable().default(null),
});
export type StepRequests = z.input<typeof StepRequests>;

/** What became of each; one that could not be done does not stop the others. */
export interface SteppedRequests {
  done: { id: string; version: number }[];
  refused: { id: string; reference: string | null; because: string }[];
}

export const RequestVersion = z.strictObject({ version });
export type RequestVersion = z.infer<typeof RequestVersion>;

export const WaitRequest = z.strictObject({
  version,
  on: oneOf(REQUEST_WAITS, 'whom you are waiting for'),
  because: requiredText(500, 'what you are waiting for'),
  until: calendarDate('when to look again'),
});
export type WaitRequest = z.infer<typeof WaitRequest>;

export const ChangeRequest = z.strictObject({
  version,
  neededBy: calendarDate('the day it is needed').nullable(),
  details: text(4000).nullable(),
});
export type ChangeRequest = z.infer<typeof ChangeRequest>;

export const NoteRequest = z.strictObject({ note: requiredText(2000, 'the note') });
export type NoteRequest = z.infer<typeof NoteRequest>;
