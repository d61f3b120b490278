import { Controller, Delete, Get, HttpCode, Param, Req } from '@nestjs/common';
import type { CurrentUser, SessionSummary } from '@shared-care/contracts/session';
import type { Request } from 'express';
import { recordAudit } from '../audit/audit';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { endOwnSession, ownSessions } from './own-sessions';

@Controller('sessions')
export class OwnSessionsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('session', 'read')
  list(@SignedIn() user: CurrentUser, @Req() request: Request): Promise<SessionSummary[]> {
    return this.database.runAs(user, (tx) => ownSessions(tx, user, request));
  }

  @Delete(':id')
  @HttpCode(204)
  @Access('session', 'end')
  end(@SignedIn() user: CurrentUser, @Param('id', { schema: PathId }) id: string): Promise<void> {
    return this.database.runAs(user, async (tx) => {
      await endOwnSession(tx, user, id);
      await recordAudit(tx, user, { action: 'sign_out', entity: 'session', entityId: id });
    });
  }
}
