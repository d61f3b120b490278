import { Controller } from '@nestjs/common';
import { handoverRoutes } from '@shared-care/contracts/handover/routes';
import { Handle, type Asked } from '../platform/handle';
import type { Colleague, HandoverView, OfferedAlerts } from '@shared-care/contracts/handover/answers';
import { Database } from '../platform/tx';
import { offerAlerts } from './hand-over';
import { answerOvernightCalls, colleaguesToChoose, handoverView } from './handover-view';

@Controller()
export class HandoverController {
  constructor(private readonly database: Database) {}

  @Handle(handoverRoutes.view)
  view({ user }: Asked<typeof handoverRoutes.view>): Promise<HandoverView> {
    return this.database.runAs(user, (tx) => handoverView(tx, user));
  }

  @Handle(handoverRoutes.colleagues)
  colleagues({ user }: Asked<typeof handoverRoutes.colleagues>): Promise<Colleague[]> {
    return this.database.runAs(user, colleaguesToChoose);
  }

  @Handle(handoverRoutes.offer)
  offer({ user, body }: Asked<typeof handoverRoutes.offer>): Promise<OfferedAlerts> {
    return this.database.runAs(user, (tx) => offerAlerts(tx, user, body), 'alerts');
  }

  @Handle(handoverRoutes.calls)
  calls({ user, body }: Asked<typeof handoverRoutes.calls>): Promise<void> {
    return this.database.runAs(user, (tx) => answerOvernightCalls(tx, user, body), 'alerts');
  }
}
