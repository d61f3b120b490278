import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  AnswerOvernightCalls,
  OfferAlerts,
  type Colleague,
  type HandoverView,
  type OfferedAlerts,
} from '@shared-care/contracts/handover';
import type { CurrentUser } from '@shared-care/contracts/session';
import { Access, SignedIn } from '../platform/access';
import { Database } from '../platform/tx';
import { offerAlerts } from './hand-over';
import { answerOvernightCalls, colleaguesToChoose, handoverView } from './handover-view';

@Controller('handover')
export class HandoverController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('alert', 'hand_over')
  view(@SignedIn() user: CurrentUser): Promise<HandoverView> {
    return this.database.runAs(user, (tx) => handoverView(tx, user));
  }

  @Get('colleagues')
  @Access('alert', 'hand_over')
  colleagues(@SignedIn() user: CurrentUser): Promise<Colleague[]> {
    return this.database.runAs(user, colleaguesToChoose);
  }

  @Post('offers')
  @HttpCode(200)
  @Access('alert', 'hand_over')
  offer(@SignedIn() user: CurrentUser, @Body({ schema: OfferAlerts }) body: OfferAlerts): Promise<OfferedAlerts> {
    return this.database.runAs(
      user,
      async (tx) => ({ ...(await offerAlerts(tx, user, body)), view: await handoverView(tx, user) }),
      'alerts',
    );
  }

  @Post('overnight-calls')
  @HttpCode(200)
  @Access('alert', 'hand_over')
  calls(
    @SignedIn() user: CurrentUser,
    @Body({ schema: AnswerOvernightCalls }) body: AnswerOvernightCalls,
  ): Promise<HandoverView> {
    return this.database.runAs(
      user,
      async (tx) => {
        await answerOvernightCalls(tx, user, body);
        return handoverView(tx, user);
      },
      'alerts',
    );
  }
}
