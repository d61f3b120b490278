import { Controller } from '@nestjs/common';
import { liaisonEntryRoutes } from '@shared-care/contracts/alerts/routes';
import { Handle, type Asked } from '../platform/handle';
import type { AlertStep } from '@shared-care/contracts/alerts/answers';
import { Database } from '../platform/tx';
import { alertStep } from './alert-step';
import { strikeOutLiaisonEntry } from './liaison-entries';

@Controller()
export class LiaisonEntriesController {
  constructor(private readonly database: Database) {}

  @Handle(liaisonEntryRoutes.strikeOut)
  strikeOut({ user, params: { id }, body }: Asked<typeof liaisonEntryRoutes.strikeOut>): Promise<AlertStep> {
    return this.database.runAs(
      user,
      async (tx) => alertStep(tx, await strikeOutLiaisonEntry(tx, user, id, body)),
      'alerts',
    );
  }
}
