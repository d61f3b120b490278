import { NOTICE_KINDS, WRITTEN_NOTICES, type NoticeKind, type WrittenNotice } from '@shared-care/domain/notices';
import * as z from 'zod';
import type { PatientIdentity } from './patients';
import { calendarDate, id, oneOf, requiredText, text, version } from './text';

const WRITTEN = Object.fromEntries(WRITTEN_NOTICES.map((kind) => [kind, NOTICE_KINDS[kind]]));

export const WriteNotice = z.strictObject({
  /** Made by the sender, so that the same notice sent twice is one. */
  id: id('the notice'),
  kind: oneOf(WRITTEN as Record<WrittenNotice, string>, 'what has happened'),
  /** The day it happened, or was learned. */
  on: calendarDate('the day'),
  detail: text(300),
});
export type WriteNotice = z.input<typeof WriteNotice>;

export const DismissNotice = z.strictObject({ version, because: requiredText(300, 'what was done about it') });
export type DismissNotice = z.input<typeof DismissNotice>;

export const ShowNotice = z.strictObject({ version });
export type ShowNotice = z.input<typeof ShowNotice>;

export const EndNotice = z.strictObject({
  version,
  because: requiredText(300, 'why it is not so, or no longer so'),
  /** Of a notice about the NHS number: the right one, empty when it is not known. Of others always empty. */
  nhsNumber: text(20).default(''),
});
export type EndNotice = z.input<typeof EndNotice>;

export interface Notice {
  id: string;
  kind: NoticeKind;
  on: string;
  detail: string | null;
  /** Null: the calendar found it. */
  raisedBy: string | null;
  raisedAt: string;
  stoppedRequests: number;
  dismissed: { by: string; at: string; because: string } | null;
  ended: { by: string; at: string; because: string } | null;
  /** This user may say that it is not so; a restriction takes somebody else than who wrote it down. */
  mayEnd: boolean;
  version: number;
}

export interface NoticeOfPatient extends Notice {
  patient: PatientIdentity;
}

export interface NoticeList {
  /** Neither dismissed nor ended, the latest first. */
  running: NoticeOfPatient[];
  /** All of them; `running` holds the latest. */
  total: number;
  now: string;
}

export interface PatientNotices {
  /** Every one there ever was, the latest first. */
  notices: Notice[];
  now: string;
}
