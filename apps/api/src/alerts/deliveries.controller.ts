import { Controller } from '@nestjs/common';
import { deliveryRoutes } from '@shared-care/contracts/alerts/routes';
import { Handle, type Asked } from '../platform/handle';
import type { DeliveryTrouble } from '@shared-care/contracts/alerts/answers';
import { Database } from '../platform/tx';
import { confirmCall, confirmShown, deliveryTrouble, takeBackCall } from './deliveries';

@Controller()
export class DeliveriesController {
  constructor(private readonly database: Database) {}

  @Handle(deliveryRoutes.trouble)
  trouble({ user }: Asked<typeof deliveryRoutes.trouble>): Promise<DeliveryTrouble> {
    return this.database.runAs(user, (tx) => deliveryTrouble(tx, user));
  }

  @Handle(deliveryRoutes.shown)
  shown({ user, body }: Asked<typeof deliveryRoutes.shown>): Promise<void> {
    return this.database.runAs(user, (tx) => confirmShown(tx, user, body.alertIds));
  }

  @Handle(deliveryRoutes.call)
  call({ user, params: { id: deliveryId }, body }: Asked<typeof deliveryRoutes.call>): Promise<void> {
    return this.database.runAs(user, (tx) => confirmCall(tx, user, deliveryId, body.rang), 'alerts');
  }

  @Handle(deliveryRoutes.takeBackCall)
  takeBackCall({
    user,
    params: { id: deliveryId },
    body: { at },
  }: Asked<typeof deliveryRoutes.takeBackCall>): Promise<void> {
    return this.database.runAs(user, (tx) => takeBackCall(tx, user, deliveryId, at), 'alerts');
  }
}
