import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  AcceptMoves,
  AddLinkConsultant,
  ArrangeCover,
  EndCover,
  LeaveWithoutSuccessor,
  OwnClosureMove,
  SetLeavingDate,
  UndoLinkChange,
  type CareGaps,
  type LeavingMoves,
  type LinkConsultantList,
  type UndoneLinkChanges,
} from '@shared-care/contracts/link-consultants';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { careGaps } from './care-gaps';
import { addLinkConsultant, arrangeCover, endCover, setLeavingDate } from './change-post';
import { ownClosureMove } from './closure-moves';
import { acceptMoves, leaveWithoutSuccessor, leavingMoves } from './leaving-moves';
import { undoLinkChange } from './link-rows';
import { listLinkConsultants } from './list-link-consultants';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller()
export class LinkConsultantsController {
  constructor(private readonly database: Database) {}

  @Get('link-consultants')
  @Access('linkConsultant', 'list')
  list(@SignedIn() user: CurrentUser): Promise<LinkConsultantList> {
    return this.database.runAs(user, (tx) => listLinkConsultants(tx, user));
  }

  @Post('link-consultants')
  @Access('linkConsultant', 'add')
  add(
    @SignedIn() user: CurrentUser,
    @Body({ schema: AddLinkConsultant }) body: z.output<typeof AddLinkConsultant>,
  ): Promise<LinkConsultantList> {
    return this.change(user, (tx) => addLinkConsultant(tx, user, body));
  }

  @Post('link-consultants/:id/leaving-date')
  @HttpCode(200)
  @Access('linkConsultant', 'change')
  leavingDate(
    @SignedIn() user: CurrentUser,
    @id() consultantId: string,
    @Body({ schema: SetLeavingDate }) body: SetLeavingDate,
  ): Promise<LinkConsultantList> {
    return this.change(user, (tx) => setLeavingDate(tx, user, consultantId, body));
  }

  @Post('link-consultants/:id/covers')
  @Access('linkConsultant', 'change')
  cover(
    @SignedIn() user: CurrentUser,
    @id() consultantId: string,
    @Body({ schema: ArrangeCover }) body: z.output<typeof ArrangeCover>,
  ): Promise<LinkConsultantList> {
    return this.change(user, (tx) => arrangeCover(tx, user, consultantId, body));
  }

  @Post('covers/:id/end')
  @HttpCode(200)
  @Access('linkConsultant', 'change')
  endCover(
    @SignedIn() user: CurrentUser,
    @id() coverId: string,
    @Body({ schema: EndCover }) body: EndCover,
  ): Promise<LinkConsultantList> {
    return this.change(user, (tx) => endCover(tx, user, coverId, body.version));
  }

  @Get('link-consultants/:id/moves')
  @Access('sharedCareLink', 'change')
  moves(@SignedIn() user: CurrentUser, @id() consultantId: string): Promise<LeavingMoves> {
    return this.database.runAs(user, (tx) => leavingMoves(tx, user, consultantId));
  }

  @Post('link-consultants/:id/moves')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  accept(
    @SignedIn() user: CurrentUser,
    @id() consultantId: string,
    @Body({ schema: AcceptMoves }) body: AcceptMoves,
  ): Promise<LeavingMoves> {
    return this.move(user, consultantId, (tx) => acceptMoves(tx, user, consultantId, body));
  }

  @Post('link-consultants/:id/exceptions')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  except(
    @SignedIn() user: CurrentUser,
    @id() consultantId: string,
    @Body({ schema: LeaveWithoutSuccessor }) body: LeaveWithoutSuccessor,
  ): Promise<LeavingMoves> {
    return this.move(user, consultantId, (tx) => leaveWithoutSuccessor(tx, user, consultantId, body));
  }

  @Post('link-changes/:id/undo')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  undo(
    @SignedIn() user: CurrentUser,
    @id() changeId: string,
    @Body({ schema: UndoLinkChange }) body: UndoLinkChange,
  ): Promise<UndoneLinkChanges> {
    return this.database.runAs(
      user,
      async (tx) => ({ undone: await undoLinkChange(tx, user, changeId, body.whole) }),
      'patients',
    );
  }

  @Get('care-gaps')
  @Access('sharedCareLink', 'change')
  gaps(@SignedIn() user: CurrentUser): Promise<CareGaps> {
    return this.database.runAs(user, (tx) => careGaps(tx, user));
  }

  @Post('closure-moves/owner')
  @HttpCode(200)
  @Access('sharedCareLink', 'change')
  ownMove(@SignedIn() user: CurrentUser, @Body({ schema: OwnClosureMove }) body: OwnClosureMove): Promise<CareGaps> {
    return this.database.runAs(
      user,
      async (tx) => {
        await ownClosureMove(tx, user, body);
        return careGaps(tx, user);
      },
      'patients',
    );
  }

  /** Changes, then answers with the list as it now is. Who may see which child changes with it. */
  private change(user: CurrentUser, verb: (tx: Tx) => Promise<void>): Promise<LinkConsultantList> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return listLinkConsultants(tx, user);
      },
      'patients',
    );
  }

  private move(user: CurrentUser, consultantId: string, verb: (tx: Tx) => Promise<void>): Promise<LeavingMoves> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return leavingMoves(tx, user, consultantId);
      },
      'patients',
    );
  }
}
