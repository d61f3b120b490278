import { Controller } from '@nestjs/common';
import { readinessRoutes } from '@shared-care/contracts/readiness/routes';
import { Handle, type Asked } from '../platform/handle';
import type { UnitReadiness } from '@shared-care/contracts/unit/answers';
import { Database } from '../platform/tx';
import { unitReadiness } from './readiness';

/** Nurses and doctors rely on it, so they may read what is missing; admins mend it. */
@Controller()
export class ReadinessController {
  constructor(private readonly database: Database) {}

  @Handle(readinessRoutes.readiness)
  readiness({ user }: Asked<typeof readinessRoutes.readiness>): Promise<UnitReadiness> {
    return this.database.runAs(user, (tx) => unitReadiness(tx));
  }
}
