import { Controller, Get } from '@nestjs/common';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { UnitReadiness } from '@shared-care/contracts/unit';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { unitReadiness } from './readiness';

/** Nurses and doctors rely on it, so they may read what is missing; admins mend it. */
@Controller('readiness')
export class ReadinessController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('readiness', 'read')
  readiness(@SignedIn() user: CurrentUser): Promise<UnitReadiness> {
    return this.database.runAs(user, (tx) => unitReadiness(tx));
  }
}
