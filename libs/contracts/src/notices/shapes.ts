import { NOTICE_KINDS, WRITTEN_NOTICES, type WrittenNotice } from '@shared-care/domain/notices';
import * as z from 'zod';
import { pageAsked } from '../paging';
import { calendarDate, id, oneOf, requiredText, text, version } from '../text';

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

const several = z
  .array(z.strictObject({ id: id('a notice'), version }))
  .min(1, 'Choose one notice or more.')
  .max(100, 'Choose 100 notices or fewer.');

export const DismissNotices = z.strictObject({ ...DismissNotice.omit({ version: true }).shape, notices: several });

export type DismissNotices = z.input<typeof DismissNotices>;

/** Takes dismissals back. */
export const ShowNotices = z.strictObject({ notices: several });

export type ShowNotices = z.input<typeof ShowNotices>;

export const ShowNotice = z.strictObject({ version });

export type ShowNotice = z.input<typeof ShowNotice>;

export const EndNotice = z.strictObject({
  version,
  because: requiredText(300, 'why it is not so, or no longer so'),
  /** Of a notice about the NHS number: the right one, empty when it is not known. Of others always empty. */
  nhsNumber: text(20).default(''),
});

export type EndNotice = z.input<typeof EndNotice>;

/** Columns of the list, which has one row for each child; it begins with the latest. */
export const NOTICE_SORTS = { raised: 1, name: 1 } as const;

export const NoticeListQuery = z.strictObject({
  ...pageAsked(NOTICE_SORTS, 'raised'),
  kind: z.union([z.literal(''), oneOf(NOTICE_KINDS, 'a kind of notice')]).default(''),
});

export type NoticeListQuery = z.output<typeof NoticeListQuery>;
