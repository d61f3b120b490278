import { Controller } from '@nestjs/common';
import type { AlertLoad } from '@shared-care/contracts/insights/answers';
import { insightRoutes } from '@shared-care/contracts/insights/routes';
import { Handle, type Asked } from '../platform/handle';
import { Database } from '../platform/tx';
import { alertLoad } from './alert-load';

@Controller()
export class InsightsController {
  constructor(private readonly database: Database) {}

  @Handle(insightRoutes.alertLoad)
  alertLoad({ user }: Asked<typeof insightRoutes.alertLoad>): Promise<AlertLoad> {
    return this.database.runAs(user, (tx) => alertLoad(tx, user));
  }
}
