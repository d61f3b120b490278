import { Controller } from '@nestjs/common';
import { linkConsultantRoutes } from '@shared-care/contracts/link-consultants/routes';
import { Handle, type Asked } from '../platform/handle';
import type {
  CareGaps,
  LeavingMoves,
  LinkConsultantList,
  UndoneLinkChanges,
} from '@shared-care/contracts/link-consultants/answers';
import type { CurrentUser } from '@shared-care/contracts/session/answers';
import { Database, type Tx } from '../platform/tx';
import { careGaps } from './care-gaps';
import { addLinkConsultant, arrangeCover, endCover, setLeavingDate } from './change-post';
import { ownClosureMove } from './closure-moves';
import { acceptMoves, leaveWithoutSuccessor, leavingMoves } from './leaving-moves';
import { undoLinkChange } from './link-rows';
import { listLinkConsultants } from './list-link-consultants';

@Controller()
export class LinkConsultantsController {
  constructor(private readonly database: Database) {}

  @Handle(linkConsultantRoutes.list)
  list({ user }: Asked<typeof linkConsultantRoutes.list>): Promise<LinkConsultantList> {
    return this.database.runAs(user, (tx) => listLinkConsultants(tx, user));
  }

  @Handle(linkConsultantRoutes.add)
  add({ user, body }: Asked<typeof linkConsultantRoutes.add>): Promise<void> {
    return this.change(user, (tx) => addLinkConsultant(tx, user, body));
  }

  @Handle(linkConsultantRoutes.leavingDate)
  leavingDate({
    user,
    params: { id: consultantId },
    body,
  }: Asked<typeof linkConsultantRoutes.leavingDate>): Promise<void> {
    return this.change(user, (tx) => setLeavingDate(tx, user, consultantId, body));
  }

  @Handle(linkConsultantRoutes.cover)
  cover({ user, params: { id: consultantId }, body }: Asked<typeof linkConsultantRoutes.cover>): Promise<void> {
    return this.change(user, (tx) => arrangeCover(tx, user, consultantId, body));
  }

  @Handle(linkConsultantRoutes.endCover)
  endCover({ user, params: { id: coverId }, body }: Asked<typeof linkConsultantRoutes.endCover>): Promise<void> {
    return this.change(user, (tx) => endCover(tx, user, coverId, body.version));
  }

  @Handle(linkConsultantRoutes.moves)
  moves({ user, params: { id: consultantId } }: Asked<typeof linkConsultantRoutes.moves>): Promise<LeavingMoves> {
    return this.database.runAs(user, (tx) => leavingMoves(tx, user, consultantId));
  }

  @Handle(linkConsultantRoutes.accept)
  accept({ user, params: { id: consultantId }, body }: Asked<typeof linkConsultantRoutes.accept>): Promise<void> {
    return this.change(user, (tx) => acceptMoves(tx, user, consultantId, body));
  }

  @Handle(linkConsultantRoutes.except)
  except({ user, params: { id: consultantId }, body }: Asked<typeof linkConsultantRoutes.except>): Promise<void> {
    return this.change(user, (tx) => leaveWithoutSuccessor(tx, user, consultantId, body));
  }

  @Handle(linkConsultantRoutes.undo)
  undo({ user, params: { id: changeId }, body }: Asked<typeof linkConsultantRoutes.undo>): Promise<UndoneLinkChanges> {
    return this.database.runAs(
      user,
      async (tx) => ({ undone: await undoLinkChange(tx, user, changeId, body.whole) }),
      'patients',
    );
  }

  @Handle(linkConsultantRoutes.gaps)
  gaps({ user }: Asked<typeof linkConsultantRoutes.gaps>): Promise<CareGaps> {
    return this.database.runAs(user, (tx) => careGaps(tx, user));
  }

  @Handle(linkConsultantRoutes.ownMove)
  ownMove({ user, body }: Asked<typeof linkConsultantRoutes.ownMove>): Promise<void> {
    return this.change(user, (tx) => ownClosureMove(tx, user, body));
  }

  /** Who may see which child changes with it. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<void> {
    return this.database.runAs(user, verb, 'patients');
  }
}
