import { Controller, Get } from '@nestjs/common';
import type { AlertLoad } from '@shared-care/contracts/insights';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { alertLoad } from './alert-load';

@Controller('insights')
export class InsightsController {
  constructor(private readonly database: Database) {}

  @Get('alert-load')
  @Access('insight', 'alert_load')
  alertLoad(@SignedIn() user: CurrentUser): Promise<AlertLoad> {
    return this.database.runAs(user, (tx) => alertLoad(tx, user));
  }
}
