import * as z from 'zod';
import { NOTICE_KINDS } from '@shared-care/domain/notices';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';

export const Notice = z.strictObject({
  id: z.string(),
  kind: keyOf(NOTICE_KINDS),
  on: z.string(),
  detail: z.string().nullable(),
  /** Null: the calendar found it. */
  raisedBy: z.string().nullable(),
  raisedAt: z.string(),
  stoppedRequests: z.number(),
  dismissed: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
  ended: z
    .strictObject({
      by: z.string(),
      at: z.string(),
      because: z.string(),
    })
    .nullable(),
  /** This user may say that it is not so; a restriction takes somebody else than who wrote it down. */
  mayEnd: z.boolean(),
  version: z.number(),
});
export type Notice = z.output<typeof Notice>;

export const NoticeOfPatient = Notice.extend({
  patient: PatientIdentity,
});
export type NoticeOfPatient = z.output<typeof NoticeOfPatient>;

export const NoticeList = z.strictObject({
  /** Neither dismissed nor ended, of the children of this page; those of one child together, the latest first. */
  running: z.array(NoticeOfPatient),
  /** How many children match the filter. */
  total: z.number(),
  /** How many children there are without it. */
  all: z.number(),
  /** How many children for each kind; one child may have several. */
  counts: z.partialRecord(keyOf(NOTICE_KINDS), z.number()),
  now: z.string(),
});
export type NoticeList = z.output<typeof NoticeList>;

/** What became of each; one that could not be done does not stop the others. */
export const ChangedNotices = z.strictObject({
  done: z.array(z.strictObject({ id: z.string(), version: z.number() })),
  refused: z.array(z.strictObject({ id: z.string(), because: z.string() })),
});
export type ChangedNotices = z.output<typeof ChangedNotices>;

export const PatientNotices = z.strictObject({
  /** Every one there ever was, the latest first. */
  notices: z.array(Notice),
  now: z.string(),
});
export type PatientNotices = z.output<typeof PatientNotices>;
