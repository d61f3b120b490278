import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  AddLiaisonEntry,
  AlertQueueQuery,
  AlertVersion,
  AnswerChecklistItem,
  AnswerOffer,
  AwaitAlert,
  CloseAlert,
  LowerTier,
  OfferAlert,
  RaiseTier,
  ReopenAlert,
  type AlertDetail,
  type AlertQueue,
} from '@shared-care/contracts/alerts';
import { IDEMPOTENCY_HEADER } from '@shared-care/contracts/routes';
import type { CurrentUser } from '@shared-care/contracts/session';
import type { z } from 'zod';
import { Access, SignedIn } from '../platform/access';
import { Database, type Tx } from '../platform/tx';
import { PathId } from '../platform/validation';
import { acknowledgeAlert } from './acknowledge-alert';
import { alertDetail, openAlert } from './alert-detail';
import { alertQueue } from './alert-queue';
import { askToLowerTier, raiseTierByHand } from './change-tier';
import { closeAlert, reopenAlert } from './close-alert';
import { answerOffer, offerAlert, takeBackOffer } from './hand-over';
import { addLiaisonEntry } from './liaison-entries';
import { answerChecklist, awaitAlert, handBackAlert, resumeAlert } from './work-alert';

const id = (): ParameterDecorator => Param('id', { schema: PathId });

@Controller('alerts')
export class AlertsController {
  constructor(private readonly database: Database) {}

  @Get()
  @Access('alert', 'list')
  queue(
    @SignedIn() user: CurrentUser,
    @Query({ schema: AlertQueueQuery }) query: z.output<typeof AlertQueueQuery>,
  ): Promise<AlertQueue> {
    return this.database.runAs(user, (tx) => alertQueue(tx, user, query.view));
  }

  @Get(':id')
  @Access('alert', 'read')
  detail(@SignedIn() user: CurrentUser, @id() alertId: string): Promise<AlertDetail> {
    return this.database.runAs(user, (tx) => openAlert(tx, user, alertId));
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @Access('alert', 'acknowledge')
  acknowledge(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AlertVersion }) body: AlertVersion,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => acknowledgeAlert(tx, user, alertId, body.version));
  }

  @Post(':id/hand-back')
  @HttpCode(200)
  @Access('alert', 'work')
  handBack(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AlertVersion }) body: AlertVersion,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => handBackAlert(tx, user, alertId, body.version));
  }

  @Post(':id/liaison-entries')
  @Access('alert', 'work')
  addLiaisonEntry(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Headers(IDEMPOTENCY_HEADER) key: string | undefined,
    @Body({ schema: AddLiaisonEntry }) body: z.output<typeof AddLiaisonEntry>,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => addLiaisonEntry(tx, user, alertId, key, body));
  }

  @Post(':id/checklist')
  @HttpCode(200)
  @Access('alert', 'work')
  answerChecklist(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AnswerChecklistItem }) body: z.output<typeof AnswerChecklistItem>,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => answerChecklist(tx, user, alertId, body));
  }

  @Post(':id/await')
  @HttpCode(200)
  @Access('alert', 'work')
  await(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AwaitAlert }) body: AwaitAlert,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => awaitAlert(tx, user, alertId, body));
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Access('alert', 'work')
  resume(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AlertVersion }) body: AlertVersion,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => resumeAlert(tx, user, alertId, body.version));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Access('alert', 'close')
  close(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: CloseAlert }) body: z.output<typeof CloseAlert>,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => closeAlert(tx, user, alertId, body));
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Access('alert', 'work')
  reopen(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: ReopenAlert }) body: ReopenAlert,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => reopenAlert(tx, user, alertId, body));
  }

  @Post(':id/offer')
  @HttpCode(200)
  @Access('alert', 'hand_over')
  offer(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: OfferAlert }) body: OfferAlert,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => offerAlert(tx, user, alertId, body));
  }

  @Post(':id/take-back-offer')
  @HttpCode(200)
  @Access('alert', 'hand_over')
  takeBackOffer(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AlertVersion }) body: AlertVersion,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => takeBackOffer(tx, user, alertId, body.version));
  }

  @Post(':id/answer-offer')
  @HttpCode(200)
  @Access('alert', 'hand_over')
  answerOffer(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: AnswerOffer }) body: z.output<typeof AnswerOffer>,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => answerOffer(tx, user, alertId, body));
  }

  @Post(':id/raise-tier')
  @HttpCode(200)
  @Access('alert', 'change_tier')
  raiseTier(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: RaiseTier }) body: z.output<typeof RaiseTier>,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => raiseTierByHand(tx, user, alertId, body));
  }

  @Post(':id/lower-tier')
  @HttpCode(200)
  @Access('alert', 'change_tier')
  lowerTier(
    @SignedIn() user: CurrentUser,
    @id() alertId: string,
    @Body({ schema: LowerTier }) body: LowerTier,
  ): Promise<AlertDetail> {
    return this.change(user, alertId, (tx) => askToLowerTier(tx, user, alertId, body));
  }

  /** Changes, then answers with the alert as it now is; other screens hear of it after commit. */
  private change(user: CurrentUser, alertId: string, verb: (tx: Tx) => Promise<void>): Promise<AlertDetail> {
    return this.database.runAs(
      user,
      async (tx) => {
        await verb(tx);
        return alertDetail(tx, user, alertId);
      },
      'alerts',
    );
  }
}
