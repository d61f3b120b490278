import { OPENED_BY_HAND, REQUEST_STATES, REQUEST_TYPES, type RequestType } from '@shared-care/domain/request-states';
import { additionFaults, REPLY_WAYS, replyTextFaults } from '@shared-care/domain/replies';
import * as z from 'zod';
import { pageAsked } from '../paging';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from '../text';

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

/** Columns of the list; in the view of what was done, `doBy` is by when it was done, latest first. */
export const REQUEST_SORTS = { doBy: 1, received: 1, type: 1, child: 1, state: 1, owner: 1 } as const;

export type RequestSort = keyof typeof REQUEST_SORTS;

const paged = pageAsked(REQUEST_SORTS, 'doBy');

export const RequestQuery = z.strictObject({
  ...paged,
  /** Left out: every request that matches, on one page. */
  rows: paged.rows.unwrap().optional(),
  view: z.enum(REQUEST_VIEWS, { error: `Choose one of ${REQUEST_VIEWS.join(', ')}.` }).default('to_do'),
  type: z.enum(types, { error: 'Choose a type of request from the list.' }).optional(),
  hospital: id('a hospital').optional(),
});

export type RequestQuery = z.input<typeof RequestQuery>;

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

const several = StepRequests.shape.requests;

/** The same for several: taken, or the caller's last step taken back. */
export const SeveralRequests = z.strictObject({ requests: several });

export type SeveralRequests = z.infer<typeof SeveralRequests>;

export const RequestVersion = z.strictObject({ version });

export type RequestVersion = z.infer<typeof RequestVersion>;

export const WaitRequest = z.strictObject({
  version,
  on: oneOf(REQUEST_WAITS, 'whom you are waiting for'),
  because: requiredText(500, 'what you are waiting for'),
  until: calendarDate('when to look again'),
});

export type WaitRequest = z.infer<typeof WaitRequest>;

export const WaitRequests = z.strictObject({ ...WaitRequest.omit({ version: true }).shape, requests: several });

export type WaitRequests = z.infer<typeof WaitRequests>;

export const ChangeRequest = z.strictObject({
  version,
  neededBy: calendarDate('the day it is needed').nullable(),
  details: text(4000).nullable(),
});

export type ChangeRequest = z.infer<typeof ChangeRequest>;

export const NoteRequest = z.strictObject({ note: requiredText(2000, 'the note') });

export type NoteRequest = z.infer<typeof NoteRequest>;

const replyWords = {
  title: requiredText(80, 'what the reply is about'),
  type: oneOf(REQUEST_TYPES, 'a kind of request').nullable().default(null),
  body: requiredText(2000, 'the words').superRefine((body, context) => {
    for (const message of replyTextFaults(body)) context.addIssue({ code: 'custom', message });
  }),
};

/** A new text; its id is of the text, whatever versions it will have. Sent twice it is added once. */
export const AddReplyText = z.strictObject({ textId: id('the text'), ...replyWords });

export type AddReplyText = z.input<typeof AddReplyText>;

export const SaveReplyText = z.strictObject({ version, ...replyWords });

export type SaveReplyText = z.input<typeof SaveReplyText>;

export const ReplyTextVersion = z.strictObject({ version });

export type ReplyTextVersion = z.infer<typeof ReplyTextVersion>;

/** With an idempotency key in the header: sent twice, the family is told once. */
export const ReplyToFamily = z.strictObject({
  version,
  textId: id('the words'),
  way: oneOf(REPLY_WAYS, 'how the family is told'),
  day: calendarDate('the day the words speak of').nullable().default(null),
  addition: text(500)
    .nullable()
    .default(null)
    .superRefine((addition, context) => {
      for (const message of additionFaults(addition ?? '', [])) context.addIssue({ code: 'custom', message });
    }),
});

export type ReplyToFamily = z.input<typeof ReplyToFamily>;
