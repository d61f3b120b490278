import * as z from 'zod';
import { calendarDate, id, instant, oneOf, requiredText, staffName, text, version } from '../text';

export const AddLinkConsultant = z.strictObject({
  hospitalId: id('a hospital'),
  name: staffName(120, 'the name of the consultant'),
  phone: text(40).nullable().default(null),
  fromOn: calendarDate('the first day'),
  /** Their account, if they have one. */
  userId: id('an account').nullable().default(null),
});

export type AddLinkConsultant = z.input<typeof AddLinkConsultant>;

/** `lastDay` null: they stay after all. */
export const SetLeavingDate = z.strictObject({ version, lastDay: calendarDate('the last day').nullable() });

export type SetLeavingDate = z.infer<typeof SetLeavingDate>;

export const ArrangeCover = z.strictObject({
  coveringId: id('who covers'),
  /** Null means from now. */
  from: instant('when the cover begins').nullable().default(null),
  until: instant('when the cover ends'),
});

export type ArrangeCover = z.input<typeof ArrangeCover>;

export const EndCover = z.strictObject({ version });

export type EndCover = z.infer<typeof EndCover>;

export const AcceptMoves = z.strictObject({
  moves: z
    .array(z.strictObject({ linkId: id('a link'), version, toId: id('who follows') }))
    .min(1, 'Choose at least one child.')
    .max(500, 'Accept at most 500 moves at once.'),
});

export type AcceptMoves = z.infer<typeof AcceptMoves>;

/** `reason` null: the child is proposed again. */
export const LeaveWithoutSuccessor = z.strictObject({
  linkId: id('a link'),
  reason: requiredText(500, 'why the child has no link for now').nullable(),
});

export type LeaveWithoutSuccessor = z.infer<typeof LeaveWithoutSuccessor>;

/** Takes back one change of links, or with `whole` everything accepted together with it. */
export const UndoLinkChange = z.strictObject({ whole: z.boolean() });

export type UndoLinkChange = z.infer<typeof UndoLinkChange>;

export const CLOSURE_MOVE_KINDS = {
  link: 'Shared care link',
  arrangement: 'Open access',
  alert: 'Alert that is not closed',
} as const;

export const OwnClosureMove = z.strictObject({
  kind: oneOf(CLOSURE_MOVE_KINDS, 'what is to be moved'),
  id: id('what is to be moved'),
  /** 0 is the version of what is not taken yet. */
  version: z.int({ error: 'Send the version that is on the screen.' }).min(0).max(2_147_483_647),
  mine: z.boolean({ error: 'Say whether you take it.' }),
});

export type OwnClosureMove = z.infer<typeof OwnClosureMove>;
