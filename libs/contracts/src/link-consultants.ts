import type { AlertState } from '@shared-care/domain/alert-states';
import type { Tier } from '@shared-care/domain/alert-tier';
import type { OpenAccessState } from '@shared-care/domain/open-access';
import type { SharedCareRole } from '@shared-care/domain/patient-facts';
import * as z from 'zod';
import type { PatientIdentity } from './patients';
import { calendarDate, id, instant, oneOf, requiredText, text, version } from './text';

/** A consultant at a shared care hospital whom links name, with their days in post. */
export interface ListedLinkConsultant {
  id: string;
  version: number;
  name: string;
  phone: string | null;
  hospital: { id: string; name: string };
  /** Whether they have an account to sign in with. */
  hasAccount: boolean;
  /** The asker's own post. */
  own: boolean;
  fromOn: string;
  /** The last day in post, all of it included; null while none is set. */
  toOn: string | null;
  inPost: boolean;
  /** Cover for them that runs or is to come. */
  coveredBy: ConsultantCover[];
  /** Children whose running link names them; null for those who see no children. */
  children: number | null;
  /** With a last day set: children for whom nobody has decided yet who follows; null for those who see no children. */
  toDecide: number | null;
}

export interface ConsultantCover {
  id: string;
  version: number;
  absent: { id: string; name: string };
  covering: { id: string; name: string; hospitalName: string };
  from: string;
  /** First instant that is no longer covered. */
  until: string;
  running: boolean;
}

export interface LinkConsultantList {
  consultants: ListedLinkConsultant[];
  /** `toMove`: children with something at a hospital that closes; told to the unit alone. */
  /** Accounts of link consultants that no post in their hospital names yet; empty for those who add nobody. */
  accountsWithoutPost: { id: string; name: string; hospitalId: string }[];
  gaps: { noLink: number; noLinkConsultant: number; toMove: number; noGiver: number };
  now: string;
}

export const AddLinkConsultant = z.strictObject({
  hospitalId: id('a hospital'),
  name: requiredText(120, 'the name of the consultant'),
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

/** What a stale change meets: the values of now. */
export interface PostMeanwhile {
  version: number;
  toOn: string | null;
}

/** One proposal per child and link: who follows when the consultant leaves. */
export interface ProposedMove {
  link: { id: string; version: number; role: SharedCareRole; hospital: { id: string; name: string } };
  patient: PatientIdentity;
  /** Arrangements of the child at that hospital: a new consultant has to agree to them. */
  arrangements: { id: string; state: OpenAccessState; reviewBy: string }[];
  openAlerts: { id: string; reference: string; tier: Tier; state: AlertState }[];
  /** Set when exactly one other consultant is in post at that hospital; otherwise somebody chooses. */
  proposed: { id: string; name: string } | null;
  /** Somebody decided that nobody follows for now. */
  leftBecause: { reason: string; by: string; at: string } | null;
}

/** Moves accepted together. */
export interface MoveBatch {
  batchId: string;
  at: string;
  by: string;
  undoUntil: string;
  /** When the successors begin: the end of the last day as it was set then. */
  effectiveAt: string;
  moves: { changeId: string; patient: PatientIdentity; to: string; undoneAt: string | null; undoneBy: string | null }[];
}

export interface LeavingMoves {
  consultant: ListedLinkConsultant;
  /** When accepted moves take effect: the end of the last day, or now if that has passed. Null without a last day. */
  effectiveAt: string | null;
  proposals: ProposedMove[];
  /** In post at that instant, of the same hospital first. */
  successors: { id: string; name: string; hospital: { id: string; name: string } }[];
  accepted: MoveBatch[];
  now: string;
}

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
  reason: requiredText(500, 'why nobody follows for now').nullable(),
});
export type LeaveWithoutSuccessor = z.infer<typeof LeaveWithoutSuccessor>;

/** Takes back one change of links, or with `whole` everything accepted together with it. */
export const UndoLinkChange = z.strictObject({ whole: z.boolean() });
export type UndoLinkChange = z.infer<typeof UndoLinkChange>;

export interface UndoneLinkChanges {
  /** How many children were put back. */
  undone: number;
}

/** A child nobody local answers for (H15). */
export interface CareGap {
  patient: PatientIdentity;
  kind: 'no_link' | 'no_link_consultant';
  hospital: { id: string; name: string } | null;
  since: string | null;
  /** Longer than five working days. */
  overdue: boolean;
}

export const CLOSURE_MOVE_KINDS = {
  link: 'Shared care link',
  arrangement: 'Open access',
  alert: 'Alert that is not closed',
} as const;

/** Something of a child that still counts at a hospital which closes. */
export interface ClosureMove {
  kind: keyof typeof CLOSURE_MOVE_KINDS;
  /** Of the link, the arrangement or the alert. */
  id: string;
  patient: PatientIdentity;
  hospital: { id: string; name: string };
  closedOn: string;
  /** Who moves it; null until somebody takes it. */
  owner: { id: string; displayName: string } | null;
  /** Of who owns it; 0 until it was taken for the first time. */
  version: number;
}

export const OwnClosureMove = z.strictObject({
  kind: oneOf(CLOSURE_MOVE_KINDS, 'what is to be moved'),
  id: id('what is to be moved'),
  /** 0 is the version of what nobody has taken yet. */
  version: z.int({ error: 'Send the version that is on the screen.' }).min(0).max(2_147_483_647),
  mine: z.boolean({ error: 'Say whether you take it.' }),
});
export type OwnClosureMove = z.infer<typeof OwnClosureMove>;

export interface CareGaps {
  /** The first of `total`, longest first. */
  gaps: CareGap[];
  total: number;
  /** Left to move from hospitals that close, by day of closing. */
  moves: ClosureMove[];
  totalMoves: number;
  /** Treatments that nobody gives on their next day, the soonest first. */
  givers: { patient: PatientIdentity; entryId: string; treatment: string; nextOn: string }[];
  totalGivers: number;
  /** Holiday links that run or begin within a week and that the receiving unit has not confirmed. */
  unconfirmed: { patient: PatientIdentity; hospital: { id: string; name: string }; from: string; until: string }[];
  now: string;
}
