import * as z from 'zod';
import { SHARED_CARE_ROLES } from '@shared-care/domain/patient-facts';
import { keyOf } from '../text';
import { PatientIdentity } from '../patients/answers';
import { OPEN_ACCESS_STATES } from '@shared-care/domain/open-access';
import { TIERS } from '@shared-care/domain/alert-tier';
import { ALERT_STATES } from '@shared-care/domain/alert-states';

export const ConsultantCover = z.strictObject({
  id: z.string(),
  version: z.number(),
  absent: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  covering: z.strictObject({
    id: z.string(),
    name: z.string(),
    hospitalName: z.string(),
  }),
  from: z.string(),
  /** First instant that is no longer covered. */
  until: z.string(),
  running: z.boolean(),
});
export type ConsultantCover = z.output<typeof ConsultantCover>;

/** A consultant at a shared care hospital whom links name, with their days in post. */
export const ListedLinkConsultant = z.strictObject({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  phone: z.string().nullable(),
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  /** Whether they have an account to sign in with. */
  hasAccount: z.boolean(),
  /** The asker's own post. */
  own: z.boolean(),
  fromOn: z.string(),
  /** The last day in post, all of it included; null while none is set. */
  toOn: z.string().nullable(),
  inPost: z.boolean(),
  /** Cover for them that runs or is to come. */
  coveredBy: z.array(ConsultantCover),
  /** Children whose running link names them; null for those who see no children. */
  children: z.number().nullable(),
  /** With a last day set: children whose next consultant is not decided yet; null for those who see no children. */
  toDecide: z.number().nullable(),
});
export type ListedLinkConsultant = z.output<typeof ListedLinkConsultant>;

export const LinkConsultantList = z.strictObject({
  consultants: z.array(ListedLinkConsultant),
  /** `toMove`: children with something at a hospital that closes; told to the unit alone. */
  /** Accounts of link consultants that no post in their hospital names yet; empty for those who may not add one. */
  accountsWithoutPost: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      hospitalId: z.string(),
    }),
  ),
  gaps: z.strictObject({
    noLink: z.number(),
    noLinkConsultant: z.number(),
    toMove: z.number(),
    noGiver: z.number(),
  }),
  now: z.string(),
});
export type LinkConsultantList = z.output<typeof LinkConsultantList>;

/** What a stale change meets: the values of now. */
export const PostMeanwhile = z.strictObject({
  version: z.number(),
  toOn: z.string().nullable(),
});
export type PostMeanwhile = z.output<typeof PostMeanwhile>;

/** One proposal per child and link: who follows when the consultant leaves. */
export const ProposedMove = z.strictObject({
  link: z.strictObject({
    id: z.string(),
    version: z.number(),
    role: keyOf(SHARED_CARE_ROLES),
    hospital: z.strictObject({
      id: z.string(),
      name: z.string(),
    }),
  }),
  patient: PatientIdentity,
  /** Arrangements of the child at that hospital: a new consultant has to agree to them. */
  arrangements: z.array(
    z.strictObject({
      id: z.string(),
      state: keyOf(OPEN_ACCESS_STATES),
      reviewBy: z.string(),
    }),
  ),
  openAlerts: z.array(
    z.strictObject({
      id: z.string(),
      reference: z.string(),
      tier: keyOf(TIERS),
      state: keyOf(ALERT_STATES),
    }),
  ),
  /** Set when exactly one other consultant is in post at that hospital; otherwise somebody chooses. */
  proposed: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  /** It was decided that no consultant follows for now. */
  leftBecause: z
    .strictObject({
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
});
export type ProposedMove = z.output<typeof ProposedMove>;

/** Moves accepted together. */
export const MoveBatch = z.strictObject({
  batchId: z.string(),
  at: z.string(),
  by: z.string(),
  undoUntil: z.string(),
  /** When the successors begin: the end of the last day as it was set then. */
  effectiveAt: z.string(),
  moves: z.array(
    z.strictObject({
      changeId: z.string(),
      patient: PatientIdentity,
      to: z.string(),
      undoneAt: z.string().nullable(),
      undoneBy: z.string().nullable(),
    }),
  ),
});
export type MoveBatch = z.output<typeof MoveBatch>;

export const LeavingMoves = z.strictObject({
  consultant: ListedLinkConsultant,
  /** When accepted moves take effect: the end of the last day, or now if that has passed. Null without a last day. */
  effectiveAt: z.string().nullable(),
  proposals: z.array(ProposedMove),
  /** In post at that instant, of the same hospital first. */
  successors: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      hospital: z.strictObject({
        id: z.string(),
        name: z.string(),
      }),
    }),
  ),
  accepted: z.array(MoveBatch),
  now: z.string(),
});
export type LeavingMoves = z.output<typeof LeavingMoves>;

export const UndoneLinkChanges = z.strictObject({
  /** How many children were put back. */
  undone: z.number(),
});
export type UndoneLinkChanges = z.output<typeof UndoneLinkChanges>;

/** A child without a local consultant (H15). */
export const CareGap = z.strictObject({
  patient: PatientIdentity,
  kind: z.enum(['no_link', 'no_link_consultant']),
  hospital: z
    .strictObject({
      id: z.string(),
      name: z.string(),
    })
    .nullable(),
  since: z.string().nullable(),
  /** Longer than five working days. */
  overdue: z.boolean(),
});
export type CareGap = z.output<typeof CareGap>;

/** Something of a child that still counts at a hospital which closes. */
export const ClosureMove = z.strictObject({
  kind: z.enum(['link', 'arrangement', 'alert']),
  /** Of the link, the arrangement or the alert. */
  id: z.string(),
  patient: PatientIdentity,
  hospital: z.strictObject({
    id: z.string(),
    name: z.string(),
  }),
  closedOn: z.string(),
  /** Who moves it; null until somebody takes it. */
  owner: z
    .strictObject({
      id: z.string(),
      displayName: z.string(),
    })
    .nullable(),
  /** Of who owns it; 0 until it was taken for the first time. */
  version: z.number(),
});
export type ClosureMove = z.output<typeof ClosureMove>;

export const CareGaps = z.strictObject({
  /** The first of `total`, longest first. */
  gaps: z.array(CareGap),
  total: z.number(),
  /** Left to move from hospitals that close, by day of closing. */
  moves: z.array(ClosureMove),
  totalMoves: z.number(),
  /** Treatments without a giver on their next day, the soonest first. */
  givers: z.array(
    z.strictObject({
      patient: PatientIdentity,
      entryId: z.string(),
      treatment: z.string(),
      nextOn: z.string(),
    }),
  ),
  totalGivers: z.number(),
  /** Holiday links that run or begin within a week and that the receiving unit has not confirmed. */
  unconfirmed: z.array(
    z.strictObject({
      patient: PatientIdentity,
      hospital: z.strictObject({
        id: z.string(),
        name: z.string(),
      }),
      from: z.string(),
      until: z.string(),
    }),
  ),
  now: z.string(),
});
export type CareGaps = z.output<typeof CareGaps>;
