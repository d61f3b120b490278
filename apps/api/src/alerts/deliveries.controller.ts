import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { CallMade, ShownAlerts, type DeliveryTrouble } from '@shared-care/contracts/alerts';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { PathId } from '../platform/validation';
import { confirmCall, confirmShown, deliveryTrouble } from './deliveries';

@Controller('deliveries')
export class DeliveriesController {
  constructor(private readonly database: Database) {}

  @Get('trouble')
  @Access('delivery', 'trouble')
  trouble(@SignedIn() user: CurrentUser): Promise<DeliveryTrouble> {
    return this.database.runAs(user, (tx) => deliveryTrouble(tx, user));
  }

  @Post('shown')
  @HttpCode(204)
  @Access('delivery', 'confirm')
  shown(@SignedIn() user: CurrentUser, @Body({ schema: ShownAlerts }) body: ShownAlerts): Promise<void> {
    return this.database.runAs(user, (tx) => confirmShown(tx, user, body.alertIds));
  }

  @Post(':id/call')
  @HttpCode(200)
  @Access('delivery', 'confirm')
  call(
    @SignedIn() user: CurrentUser,
    @Param('id', { schema: PathId }) deliveryId: string,
    @Body({ schema: CallMade }) body: z.output<typeof CallMade>,
  ): Promise<DeliveryTrouble> {
    return this.database.runAs(
      user,
      async (tx) => {
        await confirmCall(tx, user, deliveryId, body.rang);
        return deliveryTrouble(tx, user);
      },
      'alerts',
    );
  }
}
