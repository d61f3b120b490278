import { Controller } from '@nestjs/common';
import { ownSessionRoutes } from '@shared-care/contracts/session/routes';
import { Handle, type Asked } from '../platform/handle';
import type { SessionSummary } from '@shared-care/contracts/session/answers';
import { recordAudit } from '../audit/audit';
import { Database } from '../platform/tx';
import { endOwnSession, ownSessions } from './own-sessions';

@Controller()
export class OwnSessionsController {
  constructor(private readonly database: Database) {}

  @Handle(ownSessionRoutes.list)
  list({ user, request }: Asked<typeof ownSessionRoutes.list>): Promise<SessionSummary[]> {
    return this.database.runAs(user, (tx) => ownSessions(tx, user, request));
  }

  @Handle(ownSessionRoutes.end)
  end({ user, params: { id } }: Asked<typeof ownSessionRoutes.end>): Promise<void> {
    return this.database.runAs(user, async (tx) => {
      await endOwnSession(tx, user, id);
      await recordAudit(tx, user, { action: 'sign_out', entity: 'session', entityId: id });
    });
  }
}
